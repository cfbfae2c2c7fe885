-- CreateEnum
CREATE TYPE "watch_state" AS ENUM ('waiting', 'signed_in', 'alarmed', 'settled');

-- AlterTable
ALTER TABLE "outbox_message" ADD COLUMN     "claimed_until" TIMESTAMPTZ(3),
ADD COLUMN     "dead_at" TIMESTAMPTZ(3),
ADD COLUMN     "sealed" TEXT;

-- AlterTable
ALTER TABLE "ticket" ADD COLUMN     "alert" TEXT,
ADD COLUMN     "alerted_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "account_contact" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "value_key" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "account_contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "repudiation" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "recovery_id" UUID,
    "ticket_id" UUID,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "repudiation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "freeze" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "recovery_id" UUID,
    "ticket_id" UUID,
    "lifted_at" TIMESTAMPTZ(3),
    "lifted_by_id" UUID,
    "lifted_reason" TEXT,

    CONSTRAINT "freeze_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "watch" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "recovery_id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "tier" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "state" "watch_state" NOT NULL DEFAULT 'waiting',
    "usual" JSONB NOT NULL,
    "signed_in_at" TIMESTAMPTZ(3),
    "signed_in_words" TEXT,
    "alarmed_at" TIMESTAMPTZ(3),
    "alarm_event_id" UUID,
    "alarm_words" TEXT,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by_id" UUID,
    "settled_reason" TEXT,

    CONSTRAINT "watch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_budget" (
    "agent_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,
    "exceeded_at" TIMESTAMPTZ(3),
    "seen_at" TIMESTAMPTZ(3),
    "seen_by_id" UUID,

    CONSTRAINT "agent_budget_pkey" PRIMARY KEY ("agent_id","kind","hour")
);

-- CreateIndex
CREATE INDEX "account_contact_account_id_kind_until_idx" ON "account_contact"("account_id", "kind", "until");

-- CreateIndex
CREATE UNIQUE INDEX "repudiation_token_hash_key" ON "repudiation"("token_hash");

-- CreateIndex
CREATE INDEX "repudiation_account_id_created_at_idx" ON "repudiation"("account_id", "created_at");

-- CreateIndex
CREATE INDEX "repudiation_expires_at_idx" ON "repudiation"("expires_at");

-- CreateIndex
CREATE INDEX "freeze_account_id_at_idx" ON "freeze"("account_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "watch_recovery_id_key" ON "watch"("recovery_id");

-- CreateIndex
CREATE INDEX "watch_account_id_started_at_idx" ON "watch"("account_id", "started_at");

-- CreateIndex
CREATE INDEX "watch_ticket_id_started_at_idx" ON "watch"("ticket_id", "started_at");

-- CreateIndex
CREATE INDEX "agent_budget_hour_idx" ON "agent_budget"("hour");

-- AddForeignKey
ALTER TABLE "account_contact" ADD CONSTRAINT "account_contact_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "repudiation" ADD CONSTRAINT "repudiation_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "freeze" ADD CONSTRAINT "freeze_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "watch" ADD CONSTRAINT "watch_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "watch" ADD CONSTRAINT "watch_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_budget" ADD CONSTRAINT "agent_budget_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say.

-- One address and one number on file at a time, one freeze in force, and what is read often by what is rare.
CREATE UNIQUE INDEX account_contact_now ON account_contact (account_id, kind) WHERE until IS NULL;
CREATE UNIQUE INDEX freeze_in_force ON "freeze" (account_id) WHERE lifted_at IS NULL;
CREATE INDEX watch_open ON watch (account_id) WHERE state IN ('waiting', 'signed_in');
CREATE INDEX ticket_alert ON ticket (alerted_at, id) WHERE alert IS NOT NULL;
CREATE INDEX outbox_message_dead ON outbox_message (dead_at, id) WHERE dead_at IS NOT NULL;
CREATE INDEX agent_budget_exceeded ON agent_budget (exceeded_at) WHERE exceeded_at IS NOT NULL AND seen_at IS NULL;
ALTER TABLE account_contact ADD CONSTRAINT account_contact_kind CHECK (kind IN ('email', 'phone'));

-- The addresses of an account are kept by the database: whoever changes one, by whatever way, leaves the old one on file.
-- When an address was set before the console knew the account is not known; the account's own beginning stands for it.
CREATE FUNCTION keep_contacts_of_new() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO account_contact (id, account_id, kind, value, value_key, since)
  SELECT gen_random_uuid(), a.id, c.kind, c.value, c.value_key, a.created_at
    FROM after a, LATERAL (VALUES ('email', a.email, a.email_key), ('phone', a.phone, a.phone_key)) AS c(kind, value, value_key)
   WHERE c.value <> '';
  RETURN NULL;
END
$$;
CREATE FUNCTION keep_contacts_of_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE account_contact o SET until = greatest(o.since, a.updated_at)
    FROM before b JOIN after a ON a.id = b.id, LATERAL (VALUES ('email', b.email, a.email), ('phone', b.phone, a.phone)) AS c(kind, was, value)
   WHERE o.account_id = a.id AND o.kind = c.kind AND o.until IS NULL AND c.was IS DISTINCT FROM c.value;
  INSERT INTO account_contact (id, account_id, kind, value, value_key, since)
  SELECT gen_random_uuid(), a.id, c.kind, c.value, c.value_key, a.updated_at
    FROM before b JOIN after a ON a.id = b.id,
         LATERAL (VALUES ('email', b.email, a.email, a.email_key), ('phone', b.phone, a.phone, a.phone_key)) AS c(kind, was, value, value_key)
   WHERE c.was IS DISTINCT FROM c.value AND c.value <> '';
  RETURN NULL;
END
$$;
CREATE TRIGGER account_contacts_of_new AFTER INSERT ON account REFERENCING NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION keep_contacts_of_new();
CREATE TRIGGER account_contacts_of_changed AFTER UPDATE ON account REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION keep_contacts_of_changed();

-- Accounts that were there before.
INSERT INTO account_contact (id, account_id, kind, value, value_key, since)
SELECT gen_random_uuid(), a.id, c.kind, c.value, c.value_key, a.created_at
  FROM account a, LATERAL (VALUES ('email', a.email, a.email_key), ('phone', a.phone, a.phone_key)) AS c(kind, value, value_key)
 WHERE c.value <> '';
