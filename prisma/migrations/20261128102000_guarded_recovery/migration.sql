-- CreateEnum
CREATE TYPE "verification_state" AS ENUM ('open', 'passed', 'failed', 'ended');

-- CreateEnum
CREATE TYPE "request_state" AS ENUM ('pending', 'approved', 'executed', 'denied', 'cancelled', 'expired', 'failed');

-- AlterTable
ALTER TABLE "recovery" ADD COLUMN     "request_id" UUID;

-- CreateTable
CREATE TABLE "guard" (
    "name" TEXT NOT NULL,
    "is_on" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL,
    "set_by_id" UUID,
    "set_by_name" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "guard_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "method" TEXT NOT NULL,
    "option_id" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "state" "verification_state" NOT NULL DEFAULT 'open',
    "wrong" INTEGER NOT NULL DEFAULT 0,
    "code_hash" TEXT,
    "code_salt" TEXT,
    "started_by_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "colleague_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "note" TEXT,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recovery_request" (
    "id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "subject_id" TEXT,
    "action" TEXT NOT NULL,
    "tier" INTEGER NOT NULL,
    "state" "request_state" NOT NULL DEFAULT 'pending',
    "payload" TEXT NOT NULL,
    "payload_hash" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "override" TEXT,
    "requester_id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "approve_by" TIMESTAMPTZ(3) NOT NULL,
    "run_at" TIMESTAMPTZ(3),
    "execute_by" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "ended_at" TIMESTAMPTZ(3),
    "ended_why" TEXT,
    "stop_hash" TEXT,

    CONSTRAINT "recovery_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "approval" (
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "decision" TEXT NOT NULL,
    "reason" TEXT,
    "payload_hash" TEXT NOT NULL,
    "step_up" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "approval_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "verification_ticket_id_started_at_idx" ON "verification"("ticket_id", "started_at");

-- CreateIndex
CREATE INDEX "verification_account_id_started_at_idx" ON "verification"("account_id", "started_at");

-- CreateIndex
CREATE INDEX "verification_colleague_id_state_started_at_idx" ON "verification"("colleague_id", "state", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "recovery_request_stop_hash_key" ON "recovery_request"("stop_hash");

-- CreateIndex
CREATE INDEX "recovery_request_state_approve_by_idx" ON "recovery_request"("state", "approve_by");

-- CreateIndex
CREATE INDEX "recovery_request_state_next_try_at_idx" ON "recovery_request"("state", "next_try_at");

-- CreateIndex
CREATE INDEX "recovery_request_state_requested_at_id_idx" ON "recovery_request"("state", "requested_at", "id");

-- CreateIndex
CREATE INDEX "recovery_request_requested_at_id_idx" ON "recovery_request"("requested_at", "id");

-- CreateIndex
CREATE INDEX "recovery_request_requester_id_requested_at_id_idx" ON "recovery_request"("requester_id", "requested_at", "id");

-- CreateIndex
CREATE INDEX "recovery_request_account_id_requested_at_idx" ON "recovery_request"("account_id", "requested_at");

-- CreateIndex
CREATE INDEX "recovery_request_ticket_id_requested_at_idx" ON "recovery_request"("ticket_id", "requested_at");

-- CreateIndex
CREATE UNIQUE INDEX "recovery_request_requester_id_idempotency_key_key" ON "recovery_request"("requester_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "approval_agent_id_at_id_idx" ON "approval"("agent_id", "at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "approval_request_id_agent_id_decision_key" ON "approval"("request_id", "agent_id", "decision");

-- CreateIndex
CREATE UNIQUE INDEX "recovery_request_id_key" ON "recovery"("request_id");

-- AddForeignKey
ALTER TABLE "recovery" ADD CONSTRAINT "recovery_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "recovery_request"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verification" ADD CONSTRAINT "verification_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verification" ADD CONSTRAINT "verification_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_request" ADD CONSTRAINT "recovery_request_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_request" ADD CONSTRAINT "recovery_request_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_request" ADD CONSTRAINT "recovery_request_requester_id_fkey" FOREIGN KEY ("requester_id") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "approval" ADD CONSTRAINT "approval_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "recovery_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "approval" ADD CONSTRAINT "approval_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the schema language cannot say.

-- The same thing is asked for once at a time.
CREATE UNIQUE INDEX recovery_request_open ON recovery_request (account_id, action, coalesce(subject_id, ''))
  WHERE state IN ('pending', 'approved');

-- What was asked for never changes, whoever writes: only its fate does.
CREATE FUNCTION recovery_request_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.ticket_id, NEW.account_id, NEW.subject_id, NEW.action, NEW.tier, NEW.payload, NEW.payload_hash, NEW.requester_id, NEW.idempotency_key)
     IS DISTINCT FROM (OLD.id, OLD.ticket_id, OLD.account_id, OLD.subject_id, OLD.action, OLD.tier, OLD.payload, OLD.payload_hash, OLD.requester_id, OLD.idempotency_key) THEN
    RAISE EXCEPTION 'a request is frozen' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER recovery_request_frozen BEFORE UPDATE ON recovery_request FOR EACH ROW EXECUTE FUNCTION recovery_request_is_frozen();

ALTER TABLE approval ADD CONSTRAINT approval_decision CHECK (decision IN ('approved', 'denied'));
ALTER TABLE guard ADD CONSTRAINT guard_name CHECK (name IN ('elevated_threat', 'kill_switch'));
ALTER TABLE verification ADD CONSTRAINT verification_wrong CHECK (wrong BETWEEN 0 AND 5);

-- Both switches stand there from the beginning: who sets one waits for those who read it, and the other way round.
INSERT INTO guard (name, is_on, reason, set_by_name, set_at) VALUES ('elevated_threat', false, '', 'console', now()), ('kill_switch', false, '', 'console', now());
