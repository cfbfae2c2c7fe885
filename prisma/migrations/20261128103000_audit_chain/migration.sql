-- A large audit takes longer to chain than a page may wait.
SET LOCAL statement_timeout = 0;

ALTER TABLE "audit_entry" ADD COLUMN "session_id" UUID,
ADD COLUMN "strength" TEXT,
ADD COLUMN "step_up_id" UUID,
ADD COLUMN "on_behalf_of" TEXT,
ADD COLUMN "approvals" JSONB,
ADD COLUMN "app_version" TEXT,
ADD COLUMN "prev" TEXT NOT NULL DEFAULT '',
ADD COLUMN "text" TEXT NOT NULL DEFAULT '',
ADD COLUMN "hash" TEXT NOT NULL DEFAULT '',
ALTER COLUMN "seq" SET DEFAULT 0;
DROP SEQUENCE "audit_entry_seq_seq";

CREATE TABLE "audit_head" (
    "id" SMALLINT NOT NULL DEFAULT 1,
    "seq" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "audit_head_is_one" CHECK ("id" = 1)
) WITH (fillfactor = 10);
INSERT INTO "audit_head" ("seq", "hash") VALUES (0, repeat('0', 64));

CREATE TABLE "audit_anchor" (
    "n" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT NOT NULL,
    "signature" TEXT NOT NULL,

    CONSTRAINT "audit_anchor_pkey" PRIMARY KEY ("n")
);
CREATE INDEX "audit_anchor_seq_n_idx" ON "audit_anchor"("seq", "n");

-- Every entry is numbered and chained here, whoever inserts it: docs/audit.md. The lock on the head is held until the
-- transaction ends, so an entry is its last statement; who waits too long for it gives up and nothing is done.
-- With the rights of its owner, so that the console itself needs none on the head.
CREATE FUNCTION audit_entry_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public SET lock_timeout = '4s' AS $$
DECLARE
  head public.audit_head;
BEGIN
  SELECT * INTO STRICT head FROM public.audit_head WHERE id = 1 FOR UPDATE;
  -- ON CONFLICT DO NOTHING would move the head without leaving an entry.
  IF TG_OP = 'INSERT' AND EXISTS (SELECT FROM public.audit_entry WHERE id = NEW.id) THEN
    RAISE EXCEPTION 'audit_entry has this id already' USING ERRCODE = 'unique_violation';
  END IF;
  NEW.seq := head.seq + 1;
  NEW.prev := head.hash;
  SELECT row_to_json(line)::text INTO NEW.text FROM (SELECT
    1 AS "v", NEW.seq AS "seq", NEW.id AS "id", to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "at",
    NEW.actor_kind AS "actorKind", NEW.actor_id AS "actorId", NEW.actor_name AS "actorName",
    NEW.session_id AS "sessionId", NEW.strength AS "strength", NEW.step_up_id AS "stepUpId", NEW.on_behalf_of AS "onBehalfOf",
    NEW.action AS "action", NEW.outcome AS "outcome",
    NEW.target_kind AS "targetKind", NEW.target_id AS "targetId", NEW.target_name AS "targetName",
    NEW.ticket_id AS "ticketId", NEW.reason AS "reason", NEW.before AS "before", NEW.after AS "after", NEW.approvals AS "approvals",
    NEW.ip AS "ip", NEW.request_id AS "requestId", NEW.app_version AS "appVersion") AS line;
  NEW.hash := encode(sha256(convert_to(concat_ws(E'\n', 'latchkey-audit-1', NEW.prev, NEW.text), 'UTF8')), 'hex');
  UPDATE public.audit_head SET seq = NEW.seq, hash = NEW.hash WHERE id = 1;
  RETURN NEW;
END
$$;

-- What was written before is chained now, in its order; numbers that had gaps close up.
ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_no_change;
CREATE TRIGGER audit_entry_chain_old BEFORE UPDATE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_chain();
DO $$
DECLARE
  entry uuid;
BEGIN
  FOR entry IN SELECT id FROM audit_entry ORDER BY seq LOOP
    UPDATE audit_entry SET seq = seq WHERE id = entry;
  END LOOP;
END
$$;
DROP TRIGGER audit_entry_chain_old ON audit_entry;
ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_no_change;
CREATE TRIGGER audit_entry_chain BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_chain();

-- Nobody changes what proves the audit; the head moves with an entry only.
CREATE FUNCTION audit_proof_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'audit_head' AND pg_trigger_depth() > 1 THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_head_no_change BEFORE INSERT OR UPDATE OR DELETE ON audit_head
  FOR EACH ROW EXECUTE FUNCTION audit_proof_is_append_only();
CREATE TRIGGER audit_head_no_truncate BEFORE TRUNCATE ON audit_head
  FOR EACH STATEMENT EXECUTE FUNCTION audit_proof_is_append_only();
CREATE TRIGGER audit_anchor_no_change BEFORE UPDATE OR DELETE ON audit_anchor
  FOR EACH ROW EXECUTE FUNCTION audit_proof_is_append_only();
CREATE TRIGGER audit_anchor_no_truncate BEFORE TRUNCATE ON audit_anchor
  FOR EACH STATEMENT EXECUTE FUNCTION audit_proof_is_append_only();
