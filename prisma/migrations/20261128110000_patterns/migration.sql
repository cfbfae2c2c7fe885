-- CreateTable
CREATE TABLE "pattern" (
    "id" UUID NOT NULL,
    "environment" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "rule" TEXT,
    "provider" TEXT,
    "signature" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "people" INTEGER NOT NULL,
    "usual" DOUBLE PRECISION NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'found',

    CONSTRAINT "pattern_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pattern_update" (
    "id" UUID NOT NULL,
    "pattern_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "agent_id" UUID,
    "agent_name" TEXT NOT NULL,

    CONSTRAINT "pattern_update_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "pattern_signature_seen_at_idx" ON "pattern"("signature", "seen_at");

-- CreateIndex
CREATE INDEX "pattern_seen_at_id_idx" ON "pattern"("seen_at", "id");

-- CreateIndex
CREATE INDEX "pattern_update_pattern_id_at_id_idx" ON "pattern_update"("pattern_id", "at", "id");

-- AddForeignKey
ALTER TABLE "pattern_update" ADD CONSTRAINT "pattern_update_pattern_id_fkey" FOREIGN KEY ("pattern_id") REFERENCES "pattern"("id") ON DELETE CASCADE ON UPDATE CASCADE;
