-- CreateEnum
CREATE TYPE "role" AS ENUM ('viewer', 'agent', 'approver', 'admin');

-- CreateEnum
CREATE TYPE "factor_kind" AS ENUM ('totp', 'sms', 'email', 'push', 'passkey', 'recovery_codes');

-- CreateEnum
CREATE TYPE "block_kind" AS ENUM ('account', 'ip', 'cidr');

-- CreateEnum
CREATE TYPE "change_kind" AS ENUM ('deploy', 'rollback', 'config', 'migration', 'certificate', 'idp', 'key_rotation', 'infrastructure');

-- CreateEnum
CREATE TYPE "hop" AS ENUM ('browser', 'edge', 'gateway', 'auth', 'user_store', 'idp', 'mail', 'api');

-- CreateEnum
CREATE TYPE "outcome" AS ENUM ('success', 'failure', 'challenge', 'info');

-- CreateEnum
CREATE TYPE "ticket_status" AS ENUM ('open', 'waiting', 'solved');

-- CreateEnum
CREATE TYPE "channel" AS ENUM ('phone', 'email', 'chat', 'web');

-- CreateTable
CREATE TABLE "agent" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "password_hash" TEXT,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "agent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "console_session" (
    "id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "ip" INET,
    "user_agent" TEXT,

    CONSTRAINT "console_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "throttle" (
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "reset_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "throttle_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "environment" (
    "name" TEXT NOT NULL,
    "rank" INTEGER NOT NULL DEFAULT 100,
    "hosts" TEXT[],

    CONSTRAINT "environment_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "service" (
    "name" TEXT NOT NULL,
    "title" TEXT,
    "owner" TEXT,
    "on_sign_in_path" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "service_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "directory" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "reset_url" TEXT,
    "verify_url" TEXT,

    CONSTRAINT "directory_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "directory_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_key" TEXT NOT NULL,
    "username" TEXT,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "phone" TEXT,
    "phone_key" TEXT,
    "team" TEXT,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "locked_until" TIMESTAMPTZ(3),
    "lock_reason" TEXT,
    "deleted_at" TIMESTAMPTZ(3),
    "suspended_at" TIMESTAMPTZ(3),
    "suspended_reason" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "email_verified_at" TIMESTAMPTZ(3),
    "onboarding_completed_at" TIMESTAMPTZ(3),
    "password_changed_at" TIMESTAMPTZ(3),
    "password_hash_algorithm" TEXT,
    "password_hash_params" JSONB,
    "password_reset_required" BOOLEAN NOT NULL DEFAULT false,
    "last_login_at" TIMESTAMPTZ(3),
    "failed_attempts" INTEGER NOT NULL DEFAULT 0,
    "mfa_required" BOOLEAN NOT NULL DEFAULT false,
    "privileged" BOOLEAN NOT NULL DEFAULT false,
    "groups" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "linked_identity" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "provider_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "linked_identity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "factor" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" "factor_kind" NOT NULL,
    "label" TEXT NOT NULL,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "enrolled_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),
    "codes_left" INTEGER,

    CONSTRAINT "factor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_session" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,
    "ip" INET,
    "country" TEXT,

    CONSTRAINT "account_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_token" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "link_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit_block" (
    "id" UUID NOT NULL,
    "kind" "block_kind" NOT NULL,
    "environment" TEXT NOT NULL,
    "account_id" UUID,
    "address" INET,
    "rule" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "count" INTEGER,
    "limit_count" INTEGER,
    "window_seconds" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "cleared_at" TIMESTAMPTZ(3),

    CONSTRAINT "rate_limit_block_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identity_provider" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "protocol" TEXT NOT NULL,
    "entity_id" TEXT,
    "issuer" TEXT,
    "endpoints" JSONB NOT NULL DEFAULT '{}',
    "audience" TEXT,
    "certificates" JSONB NOT NULL DEFAULT '[]',
    "expected_claims" TEXT[],
    "group_mapping" JSONB NOT NULL DEFAULT '{}',
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "identity_provider_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "change" (
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "environment" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "kind" "change_kind" NOT NULL,
    "from_version" TEXT,
    "to_version" TEXT,
    "summary" TEXT NOT NULL,
    "author" TEXT,
    "url" TEXT,
    "paths" TEXT[],
    "labels" TEXT[],
    "diff" JSONB NOT NULL DEFAULT '[]',
    "relevance" INTEGER NOT NULL DEFAULT 0,
    "relevance_reasons" TEXT[],

    CONSTRAINT "change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "config_value" (
    "id" UUID NOT NULL,
    "environment" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT,
    "fingerprint" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "config_value_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_event" (
    "id" UUID NOT NULL,
    "dedupe_key" BYTEA NOT NULL,
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

    CONSTRAINT "auth_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_hour" (
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "environment" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "hop" "hop" NOT NULL,
    "outcome" "outcome" NOT NULL,
    "reason" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "event_hour_pkey" PRIMARY KEY ("environment","hour","service","hop","outcome","reason","provider")
);

-- CreateTable
CREATE TABLE "format_count" (
    "day" DATE NOT NULL,
    "format" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "format_count_pkey" PRIMARY KEY ("day","format","source")
);

-- CreateTable
CREATE TABLE "ticket" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "status" "ticket_status" NOT NULL DEFAULT 'open',
    "subject" TEXT NOT NULL,
    "channel" "channel" NOT NULL,
    "environment" TEXT NOT NULL,
    "reporter_name" TEXT,
    "reporter_email" TEXT,
    "identifier" TEXT,
    "account_id" UUID,
    "account_chosen_at" TIMESTAMPTZ(3),
    "attempt" TEXT,
    "intake" TEXT,
    "step" TEXT NOT NULL DEFAULT 'experience',
    "assignee_id" UUID,
    "opened_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),
    "bucket" TEXT,
    "cause" TEXT,
    "confidence" DOUBLE PRECISION,
    "nature" TEXT,
    "people_alike" INTEGER,
    "signature" TEXT,
    "reply" TEXT,
    "note" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "ticket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "experience" (
    "ticket_id" UUID NOT NULL,
    "message" TEXT,
    "status_code" INTEGER,
    "url" TEXT,
    "symptom" TEXT,
    "scope" TEXT NOT NULL DEFAULT 'unknown',
    "last_worked" TEXT,
    "last_worked_at" TIMESTAMPTZ(3),
    "variation" TEXT,
    "answers" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "experience_pkey" PRIMARY KEY ("ticket_id")
);

-- CreateTable
CREATE TABLE "ticket_change" (
    "ticket_id" UUID NOT NULL,
    "change_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "note" TEXT,
    "agent_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ticket_change_pkey" PRIMARY KEY ("ticket_id","change_id")
);

-- CreateTable
CREATE TABLE "verdict" (
    "id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "bucket" TEXT NOT NULL,
    "cause" TEXT,
    "nature" TEXT NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "result" JSONB NOT NULL,
    "case_file" JSONB NOT NULL,
    "decision" TEXT NOT NULL,
    "corrected_cause" TEXT,
    "reason" TEXT,
    "agent_id" UUID,

    CONSTRAINT "verdict_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recovery" (
    "id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "subject_id" TEXT,
    "action" TEXT NOT NULL,
    "tier" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "override" TEXT,
    "agent_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "idempotency_key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,

    CONSTRAINT "recovery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_message" (
    "id" UUID NOT NULL,
    "account_id" UUID,
    "recovery_id" UUID,
    "kind" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_error" TEXT,

    CONSTRAINT "outbox_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "target_kind" TEXT,
    "target_id" TEXT,
    "target_name" TEXT,
    "ticket_id" UUID,
    "reason" TEXT,
    "before" JSONB,
    "after" JSONB,
    "ip" INET,
    "request_id" TEXT,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "agent_email_key" ON "agent"("email");

-- CreateIndex
CREATE UNIQUE INDEX "console_session_token_hash_key" ON "console_session"("token_hash");

-- CreateIndex
CREATE INDEX "console_session_agent_id_created_at_idx" ON "console_session"("agent_id", "created_at");

-- CreateIndex
CREATE INDEX "console_session_expires_at_idx" ON "console_session"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_name_key" ON "api_token"("name");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_token_hash_key" ON "api_token"("token_hash");

-- CreateIndex
CREATE INDEX "api_token_created_by_id_idx" ON "api_token"("created_by_id");

-- CreateIndex
CREATE INDEX "throttle_reset_at_idx" ON "throttle"("reset_at");

-- CreateIndex
CREATE UNIQUE INDEX "directory_name_key" ON "directory"("name");

-- CreateIndex
CREATE INDEX "directory_environment_idx" ON "directory"("environment");

-- CreateIndex
CREATE INDEX "account_environment_email_key_idx" ON "account"("environment", "email_key");

-- CreateIndex
CREATE INDEX "account_email_key_idx" ON "account"("email_key");

-- CreateIndex
CREATE INDEX "account_phone_key_idx" ON "account"("phone_key");

-- CreateIndex
CREATE INDEX "account_name_trgm" ON "account" USING GIN ("name_key" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "account_email_trgm" ON "account" USING GIN ("email_key" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "account_created_at_id_idx" ON "account"("created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "account_directory_id_external_id_key" ON "account"("directory_id", "external_id");

-- CreateIndex
CREATE INDEX "linked_identity_account_id_idx" ON "linked_identity"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "linked_identity_provider_id_subject_key" ON "linked_identity"("provider_id", "subject");

-- CreateIndex
CREATE INDEX "factor_account_id_enrolled_at_idx" ON "factor"("account_id", "enrolled_at");

-- CreateIndex
CREATE INDEX "account_session_account_id_started_at_idx" ON "account_session"("account_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "link_token_token_hash_key" ON "link_token"("token_hash");

-- CreateIndex
CREATE INDEX "link_token_account_id_purpose_created_at_idx" ON "link_token"("account_id", "purpose", "created_at");

-- CreateIndex
CREATE INDEX "rate_limit_block_account_id_idx" ON "rate_limit_block"("account_id");

-- CreateIndex
CREATE INDEX "rate_limit_block_address_idx" ON "rate_limit_block"("address");

-- CreateIndex
CREATE INDEX "rate_limit_block_environment_created_at_idx" ON "rate_limit_block"("environment", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "identity_provider_environment_name_key" ON "identity_provider"("environment", "name");

-- CreateIndex
CREATE INDEX "change_environment_at_id_idx" ON "change"("environment", "at", "id");

-- CreateIndex
CREATE INDEX "change_service_environment_at_idx" ON "change"("service", "environment", "at");

-- CreateIndex
CREATE INDEX "change_at_id_idx" ON "change"("at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "change_source_source_id_key" ON "change"("source", "source_id");

-- CreateIndex
CREATE INDEX "config_value_service_key_idx" ON "config_value"("service", "key");

-- CreateIndex
CREATE UNIQUE INDEX "config_value_environment_service_key_key" ON "config_value"("environment", "service", "key");

-- CreateIndex
CREATE UNIQUE INDEX "auth_event_dedupe_key_key" ON "auth_event"("dedupe_key");

-- CreateIndex
CREATE INDEX "auth_event_account_id_at_id_idx" ON "auth_event"("account_id", "at", "id");

-- CreateIndex
CREATE INDEX "auth_event_environment_at_id_idx" ON "auth_event"("environment", "at", "id");

-- CreateIndex
CREATE INDEX "auth_event_at_id_idx" ON "auth_event"("at", "id");

-- CreateIndex
CREATE INDEX "auth_event_trace_id_idx" ON "auth_event"("trace_id");

-- CreateIndex
CREATE INDEX "auth_event_attempted_key_at_idx" ON "auth_event"("attempted_key", "at");

-- CreateIndex
CREATE INDEX "auth_event_environment_reason_at_idx" ON "auth_event"("environment", "reason", "at");

-- CreateIndex
CREATE INDEX "auth_event_ip_at_idx" ON "auth_event"("ip", "at");

-- CreateIndex
CREATE INDEX "auth_event_format_at_idx" ON "auth_event"("format", "at");

-- CreateIndex
CREATE UNIQUE INDEX "ticket_number_key" ON "ticket"("number");

-- CreateIndex
CREATE INDEX "ticket_status_created_at_id_idx" ON "ticket"("status", "created_at", "id");

-- CreateIndex
CREATE INDEX "ticket_assignee_id_status_created_at_id_idx" ON "ticket"("assignee_id", "status", "created_at", "id");

-- CreateIndex
CREATE INDEX "ticket_signature_status_idx" ON "ticket"("signature", "status");

-- CreateIndex
CREATE INDEX "ticket_account_id_idx" ON "ticket"("account_id");

-- CreateIndex
CREATE INDEX "ticket_environment_status_created_at_idx" ON "ticket"("environment", "status", "created_at");

-- CreateIndex
CREATE INDEX "ticket_subject_trgm" ON "ticket" USING GIN ("subject" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "ticket_change_change_id_idx" ON "ticket_change"("change_id");

-- CreateIndex
CREATE INDEX "ticket_change_agent_id_idx" ON "ticket_change"("agent_id");

-- CreateIndex
CREATE INDEX "verdict_ticket_id_at_idx" ON "verdict"("ticket_id", "at");

-- CreateIndex
CREATE INDEX "verdict_agent_id_idx" ON "verdict"("agent_id");

-- CreateIndex
CREATE INDEX "recovery_ticket_id_at_idx" ON "recovery"("ticket_id", "at");

-- CreateIndex
CREATE INDEX "recovery_account_id_at_idx" ON "recovery"("account_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "recovery_agent_id_idempotency_key_key" ON "recovery"("agent_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "outbox_message_sent_at_next_try_at_idx" ON "outbox_message"("sent_at", "next_try_at");

-- CreateIndex
CREATE INDEX "outbox_message_account_id_created_at_idx" ON "outbox_message"("account_id", "created_at");

-- CreateIndex
CREATE INDEX "outbox_message_recovery_id_idx" ON "outbox_message"("recovery_id");

-- CreateIndex
CREATE UNIQUE INDEX "audit_entry_seq_key" ON "audit_entry"("seq");

-- CreateIndex
CREATE INDEX "audit_entry_at_id_idx" ON "audit_entry"("at", "id");

-- CreateIndex
CREATE INDEX "audit_entry_actor_id_at_idx" ON "audit_entry"("actor_id", "at");

-- CreateIndex
CREATE INDEX "audit_entry_target_kind_target_id_at_idx" ON "audit_entry"("target_kind", "target_id", "at");

-- CreateIndex
CREATE INDEX "audit_entry_ticket_id_at_idx" ON "audit_entry"("ticket_id", "at");

-- CreateIndex
CREATE INDEX "audit_entry_action_at_idx" ON "audit_entry"("action", "at");

-- AddForeignKey
ALTER TABLE "console_session" ADD CONSTRAINT "console_session_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "agent"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "directory" ADD CONSTRAINT "directory_environment_fkey" FOREIGN KEY ("environment") REFERENCES "environment"("name") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_directory_id_fkey" FOREIGN KEY ("directory_id") REFERENCES "directory"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "linked_identity" ADD CONSTRAINT "linked_identity_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "linked_identity" ADD CONSTRAINT "linked_identity_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "identity_provider"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "factor" ADD CONSTRAINT "factor_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_session" ADD CONSTRAINT "account_session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_token" ADD CONSTRAINT "link_token_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rate_limit_block" ADD CONSTRAINT "rate_limit_block_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "change" ADD CONSTRAINT "change_environment_fkey" FOREIGN KEY ("environment") REFERENCES "environment"("name") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "change" ADD CONSTRAINT "change_service_fkey" FOREIGN KEY ("service") REFERENCES "service"("name") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "config_value" ADD CONSTRAINT "config_value_environment_fkey" FOREIGN KEY ("environment") REFERENCES "environment"("name") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "config_value" ADD CONSTRAINT "config_value_service_fkey" FOREIGN KEY ("service") REFERENCES "service"("name") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_environment_fkey" FOREIGN KEY ("environment") REFERENCES "environment"("name") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_assignee_id_fkey" FOREIGN KEY ("assignee_id") REFERENCES "agent"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_opened_by_id_fkey" FOREIGN KEY ("opened_by_id") REFERENCES "agent"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "experience" ADD CONSTRAINT "experience_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_change" ADD CONSTRAINT "ticket_change_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_change" ADD CONSTRAINT "ticket_change_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_change" ADD CONSTRAINT "ticket_change_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verdict" ADD CONSTRAINT "verdict_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verdict" ADD CONSTRAINT "verdict_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery" ADD CONSTRAINT "recovery_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery" ADD CONSTRAINT "recovery_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery" ADD CONSTRAINT "recovery_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE SET NULL ON UPDATE CASCADE;
