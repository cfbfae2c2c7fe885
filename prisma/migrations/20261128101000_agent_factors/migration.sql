-- AlterTable
ALTER TABLE "agent" ADD COLUMN     "password_failures" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "console_session" ADD COLUMN     "recovering" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "strength" TEXT NOT NULL DEFAULT 'password';

-- CreateTable
CREATE TABLE "agent_factor" (
    "id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "sealed" TEXT,
    "last_step" BIGINT,
    "credential_id" TEXT,
    "public_key" BYTEA,
    "counter" BIGINT NOT NULL DEFAULT 0,
    "transports" TEXT[],
    "failures" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "agent_factor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_recovery_code" (
    "id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "code_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "agent_recovery_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_identity" (
    "id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "agent_identity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_challenge" (
    "id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "agent_id" UUID,
    "session_id" UUID,
    "token_hash" TEXT,
    "sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "spent_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_challenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "step_up_proof" (
    "id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "params_hash" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "spent_at" TIMESTAMPTZ(3),

    CONSTRAINT "step_up_proof_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "agent_factor_credential_id_key" ON "agent_factor"("credential_id");

-- CreateIndex
CREATE INDEX "agent_factor_agent_id_created_at_idx" ON "agent_factor"("agent_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "agent_recovery_code_code_hash_key" ON "agent_recovery_code"("code_hash");

-- CreateIndex
CREATE INDEX "agent_recovery_code_agent_id_created_at_idx" ON "agent_recovery_code"("agent_id", "created_at");

-- CreateIndex
CREATE INDEX "agent_identity_agent_id_idx" ON "agent_identity"("agent_id");

-- CreateIndex
CREATE UNIQUE INDEX "agent_identity_issuer_subject_key" ON "agent_identity"("issuer", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_challenge_token_hash_key" ON "sign_in_challenge"("token_hash");

-- CreateIndex
CREATE INDEX "sign_in_challenge_expires_at_idx" ON "sign_in_challenge"("expires_at");

-- CreateIndex
CREATE INDEX "step_up_proof_agent_id_created_at_idx" ON "step_up_proof"("agent_id", "created_at");

-- CreateIndex
CREATE INDEX "step_up_proof_session_id_idx" ON "step_up_proof"("session_id");

-- AddForeignKey
ALTER TABLE "agent_factor" ADD CONSTRAINT "agent_factor_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_recovery_code" ADD CONSTRAINT "agent_recovery_code_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_identity" ADD CONSTRAINT "agent_identity_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "step_up_proof" ADD CONSTRAINT "step_up_proof_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "step_up_proof" ADD CONSTRAINT "step_up_proof_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "console_session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say.
ALTER TABLE console_session ADD CONSTRAINT console_session_strength CHECK (strength IN ('password', 'totp', 'passkey', 'sso'));
ALTER TABLE agent_factor ADD CONSTRAINT agent_factor_kind CHECK (kind IN ('totp', 'passkey'));
-- A bound factor has what it is checked with; a removed one has not.
ALTER TABLE agent_factor ADD CONSTRAINT agent_factor_material CHECK (
  removed_at IS NOT NULL OR (kind = 'totp' AND sealed IS NOT NULL) OR (kind = 'passkey' AND credential_id IS NOT NULL AND public_key IS NOT NULL)
);
ALTER TABLE step_up_proof ADD CONSTRAINT step_up_proof_method CHECK (method IN ('totp', 'passkey'));

-- Sessions from before this had a password only; they end, so that everybody shows a factor once.
UPDATE console_session SET revoked_at = now() WHERE revoked_at IS NULL;
