-- CreateEnum
CREATE TYPE "review_state" AS ENUM ('reviewed', 'suspect', 'cleared');

-- CreateTable
CREATE TABLE "change_review" (
    "change_id" UUID NOT NULL,
    "state" "review_state" NOT NULL,
    "note" TEXT,
    "agent_id" UUID,
    "agent_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "change_review_pkey" PRIMARY KEY ("change_id")
);

-- CreateIndex
CREATE INDEX "change_review_state_change_id_idx" ON "change_review"("state", "change_id");

-- CreateIndex
CREATE INDEX "change_review_agent_id_idx" ON "change_review"("agent_id");

-- AddForeignKey
ALTER TABLE "change_review" ADD CONSTRAINT "change_review_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "change_review" ADD CONSTRAINT "change_review_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE SET NULL ON UPDATE CASCADE;
