-- CreateEnum
CREATE TYPE "bulk_state" AS ENUM ('prepared', 'pending', 'running', 'done', 'stopped', 'denied', 'expired');

-- AlterTable
ALTER TABLE "announcement" ADD COLUMN     "recipient" TEXT;

-- AlterTable
ALTER TABLE "pattern" ADD COLUMN     "note" TEXT,
ADD COLUMN     "settled_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "pattern_update" ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'said';

-- AlterTable
ALTER TABLE "recovery" ADD COLUMN     "bulk_id" UUID,
ALTER COLUMN "ticket_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "pattern_follow" (
    "pattern_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pattern_follow_pkey" PRIMARY KEY ("pattern_id","agent_id")
);

-- CreateTable
CREATE TABLE "bulk" (
    "id" UUID NOT NULL,
    "pattern_id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "state" "bulk_state" NOT NULL DEFAULT 'prepared',
    "cause" TEXT NOT NULL,
    "base" INTEGER NOT NULL,
    "tier" INTEGER NOT NULL,
    "people" INTEGER NOT NULL,
    "beyond" INTEGER NOT NULL,
    "plan_hash" TEXT NOT NULL,
    "agent_id" UUID NOT NULL,
    "prepared_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "ticket_id" UUID,
    "reason" TEXT,
    "payload" TEXT,
    "payload_hash" TEXT,
    "asked_at" TIMESTAMPTZ(3),
    "approve_by" TIMESTAMPTZ(3),
    "approver_id" UUID,
    "answered_at" TIMESTAMPTZ(3),
    "answer" TEXT,
    "answer_proof" TEXT,
    "execute_by" TIMESTAMPTZ(3),
    "next_try_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "ended_at" TIMESTAMPTZ(3),
    "ended_why" TEXT,

    CONSTRAINT "bulk_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_person" (
    "bulk_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "kind" TEXT,
    "why" TEXT,
    "subject_id" TEXT,
    "fingerprint" TEXT,
    "ticket_id" UUID,
    "at" TIMESTAMPTZ(3),

    CONSTRAINT "bulk_person_pkey" PRIMARY KEY ("bulk_id","account_id")
);

-- CreateIndex
CREATE INDEX "pattern_follow_agent_id_pattern_id_idx" ON "pattern_follow"("agent_id", "pattern_id");

-- CreateIndex
CREATE INDEX "bulk_pattern_id_prepared_at_id_idx" ON "bulk"("pattern_id", "prepared_at", "id");

-- CreateIndex
CREATE INDEX "bulk_state_approve_by_idx" ON "bulk"("state", "approve_by");

-- CreateIndex
CREATE INDEX "bulk_state_next_try_at_idx" ON "bulk"("state", "next_try_at");

-- CreateIndex
CREATE INDEX "bulk_agent_id_idx" ON "bulk"("agent_id");

-- CreateIndex
CREATE INDEX "bulk_approver_id_idx" ON "bulk"("approver_id");

-- CreateIndex
CREATE INDEX "bulk_ticket_id_idx" ON "bulk"("ticket_id");

-- CreateIndex
CREATE INDEX "bulk_expires_at_idx" ON "bulk"("expires_at");

-- CreateIndex
CREATE INDEX "bulk_person_bulk_id_state_account_id_idx" ON "bulk_person"("bulk_id", "state", "account_id");

-- CreateIndex
CREATE INDEX "bulk_person_account_id_idx" ON "bulk_person"("account_id");

-- CreateIndex
CREATE INDEX "pattern_settled_at_seen_at_idx" ON "pattern"("settled_at", "seen_at");

-- CreateIndex
CREATE UNIQUE INDEX "recovery_bulk_id_account_id_key" ON "recovery"("bulk_id", "account_id");

-- AddForeignKey
ALTER TABLE "recovery" ADD CONSTRAINT "recovery_bulk_id_fkey" FOREIGN KEY ("bulk_id") REFERENCES "bulk"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pattern_follow" ADD CONSTRAINT "pattern_follow_pattern_id_fkey" FOREIGN KEY ("pattern_id") REFERENCES "pattern"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pattern_follow" ADD CONSTRAINT "pattern_follow_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk" ADD CONSTRAINT "bulk_pattern_id_fkey" FOREIGN KEY ("pattern_id") REFERENCES "pattern"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk" ADD CONSTRAINT "bulk_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk" ADD CONSTRAINT "bulk_approver_id_fkey" FOREIGN KEY ("approver_id") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk" ADD CONSTRAINT "bulk_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_person" ADD CONSTRAINT "bulk_person_bulk_id_fkey" FOREIGN KEY ("bulk_id") REFERENCES "bulk"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_person" ADD CONSTRAINT "bulk_person_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say.

-- The same is asked for once at a time.
CREATE UNIQUE INDEX bulk_open ON bulk (pattern_id, action) WHERE state IN ('pending', 'running');

-- What was prepared never changes, and what was asked for stays as it was asked for, whoever writes: only its fate does.
CREATE FUNCTION bulk_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.pattern_id, NEW.action, NEW.cause, NEW.base, NEW.tier, NEW.people, NEW.plan_hash, NEW.agent_id)
     IS DISTINCT FROM (OLD.id, OLD.pattern_id, OLD.action, OLD.cause, OLD.base, OLD.tier, OLD.people, OLD.plan_hash, OLD.agent_id)
     OR OLD.payload_hash IS NOT NULL
        AND (NEW.payload, NEW.payload_hash, NEW.reason, NEW.ticket_id) IS DISTINCT FROM (OLD.payload, OLD.payload_hash, OLD.reason, OLD.ticket_id) THEN
    RAISE EXCEPTION 'a bulk is frozen' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER bulk_frozen BEFORE UPDATE ON bulk FOR EACH ROW EXECUTE FUNCTION bulk_is_frozen();

-- Whom it is about is settled when it is prepared: nobody comes in later, and nobody who is settled begins anew.
CREATE FUNCTION bulk_person_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.bulk_id, NEW.account_id, NEW.subject_id, NEW.fingerprint) IS DISTINCT FROM (OLD.bulk_id, OLD.account_id, OLD.subject_id, OLD.fingerprint)
     OR OLD.state <> 'waiting' AND NEW.state <> OLD.state THEN
    RAISE EXCEPTION 'a bulk is frozen' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER bulk_person_frozen BEFORE UPDATE ON bulk_person FOR EACH ROW EXECUTE FUNCTION bulk_person_is_frozen();

ALTER TABLE bulk_person ADD CONSTRAINT bulk_person_state CHECK (state IN ('waiting', 'done', 'fine', 'left_out', 'not_done'));
ALTER TABLE pattern_update ADD CONSTRAINT pattern_update_kind CHECK (kind IN ('said', 'settled', 'risen'));

-- Patterns of before are over, and nobody is told so now.
UPDATE pattern SET settled_at = seen_at + interval '1 hour' WHERE seen_at < now() - interval '1 hour';
