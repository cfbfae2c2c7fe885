-- Events by month of their time: retention drops a month whole instead of deleting row by row, and a busy index is that
-- of one month (docs/decisions/events-by-month.md). Moving a large table takes longer than a page may.
SET LOCAL statement_timeout = 0;

-- DropIndex
DROP INDEX "auth_event_dedupe_key_key";

-- AlterTable
ALTER TABLE "auth_event" RENAME TO "auth_event_whole";
ALTER TABLE "auth_event_whole" RENAME CONSTRAINT "auth_event_pkey" TO "auth_event_whole_pkey";
DROP INDEX "auth_event_account_id_at_id_idx", "auth_event_environment_at_id_idx", "auth_event_at_id_idx", "auth_event_trace_id_idx",
  "auth_event_attempted_key_at_idx", "auth_event_environment_reason_at_idx", "auth_event_ip_at_idx", "auth_event_format_at_idx";

-- CreateTable
CREATE TABLE "auth_event" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "environment" TEXT NOT NULL,
    "service" TEXT,
    "version" TEXT,
    "hop" "hop" NOT NULL,
    "host" TEXT,
    "trace_id" TEXT,
    "duration_ms" INTEGER,
    "outcome" "outcome" NOT NULL,
    "reason" TEXT NOT NULL,
    "code" TEXT,
    "rule" TEXT,
    "message" TEXT,
    "attempted" TEXT,
    "attempted_key" TEXT,
    "account_id" UUID,
    "client" TEXT,
    "client_version" TEXT,
    "provider" TEXT,
    "ip" INET,
    "user_agent" TEXT,
    "country" TEXT,
    "details" JSONB NOT NULL DEFAULT '{}',
    "format" TEXT NOT NULL,
    "raw" TEXT NOT NULL,

    CONSTRAINT "auth_event_pkey" PRIMARY KEY ("at", "id")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "untimed_event" (
    "key" BYTEA NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "untimed_event_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "untimed_event_seen_at_idx" ON "untimed_event"("seen_at");

-- CreateIndex
CREATE INDEX "auth_event_environment_at_id_idx" ON "auth_event"("environment", "at", "id");

-- CreateIndex
CREATE INDEX "auth_event_format_at_idx" ON "auth_event"("format", "at");

-- What the schema language cannot say.

-- Half of all records name no account, no trace or no address, and nine in ten are no failure: what no query asks for is in no index.
CREATE INDEX auth_event_of_account ON auth_event (account_id, at, id) WHERE account_id IS NOT NULL;
CREATE INDEX auth_event_of_trace ON auth_event (trace_id) WHERE trace_id IS NOT NULL;
CREATE INDEX auth_event_of_name ON auth_event (attempted_key, at) WHERE attempted_key IS NOT NULL;
CREATE INDEX auth_event_of_address ON auth_event (ip, at) WHERE ip IS NOT NULL;
CREATE INDEX auth_event_failed ON auth_event (environment, reason, at) WHERE outcome = 'failure';
CREATE INDEX auth_event_failed_by_rule ON auth_event (environment, rule, at) WHERE outcome = 'failure' AND rule IS NOT NULL;

-- Earlier than any log that a support desk still asks for, yet possible: a clock that stands at its factory's date.
CREATE TABLE auth_event_before_2024 PARTITION OF auth_event FOR VALUES FROM (MINVALUE) TO ('2024-01-01Z');

-- The months of some moments, made where they are missing. Attaching a table lets others read and write meanwhile. With
-- the rights of its owner, so that the console itself need not own a table.
CREATE FUNCTION ensure_event_months(moments timestamptz[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public SET timezone = 'UTC' AS $$
DECLARE
  month timestamptz;
  name text;
BEGIN
  FOR month IN SELECT DISTINCT date_trunc('month', moment) FROM unnest(moments) AS moment WHERE moment >= '2024-01-01Z' ORDER BY 1 LOOP
    name := to_char(month, '"auth_event_"YYYY_MM');
    CONTINUE WHEN to_regclass(format('public.%I', name)) IS NOT NULL;
    PERFORM pg_advisory_xact_lock(72707371);
    -- Another session was faster. Read from the table itself: what was looked up before the lock is remembered.
    CONTINUE WHEN EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname = name);
    EXECUTE format('CREATE TABLE public.%I (LIKE public.auth_event INCLUDING DEFAULTS)', name);
    EXECUTE format('ALTER TABLE public.auth_event ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)', name, month, month + interval '1 month');
  END LOOP;
END
$$;

-- Drops the months that ended by then, and answers with their names. Never the last thirty days, whoever asks.
CREATE FUNCTION drop_event_months(ended_by timestamptz) RETURNS SETOF text LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public SET timezone = 'UTC' SET lock_timeout = '2s' AS $$
DECLARE
  name text;
BEGIN
  IF ended_by > now() - interval '30 days' THEN RAISE EXCEPTION 'events of the last thirty days are kept' USING ERRCODE = 'check_violation'; END IF;
  FOR name IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = 'public.auth_event'::regclass AND c.relname ~ '^auth_event_\d{4}_\d\d$'
        AND to_timestamp(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= ended_by ORDER BY 1 LOOP
    EXECUTE format('DROP TABLE public.%I', name);
    RETURN NEXT name;
  END LOOP;
END
$$;
REVOKE EXECUTE ON FUNCTION ensure_event_months(timestamptz[]), drop_event_months(timestamptz) FROM PUBLIC;
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'latchkey_app') THEN
    GRANT EXECUTE ON FUNCTION ensure_event_months(timestamptz[]), drop_event_months(timestamptz) TO latchkey_app;
  END IF;
END $$;

SELECT ensure_event_months(ARRAY(SELECT DISTINCT date_trunc('month', at) FROM auth_event_whole) || ARRAY[now(), now() + interval '1 month']);
INSERT INTO auth_event (id, at, received_at, environment, service, version, hop, host, trace_id, duration_ms, outcome, reason, code, rule, message, attempted,
    attempted_key, account_id, client, client_version, provider, ip, user_agent, country, details, format, raw)
SELECT id, at, received_at, environment, service, version, hop, host, trace_id, duration_ms, outcome, reason, code, rule, message, attempted,
    attempted_key, account_id, client, client_version, provider, ip, user_agent, country, details, format, raw FROM auth_event_whole;
DROP TABLE auth_event_whole;
