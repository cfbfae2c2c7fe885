-- CreateTable
CREATE TABLE "announcement" (
    "id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "sameness" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL,
    "claimed_until" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "dead_at" TIMESTAMPTZ(3),
    "last_error" TEXT,

    CONSTRAINT "announcement_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "announcement_sent_at_dead_at_next_try_at_idx" ON "announcement"("sent_at", "dead_at", "next_try_at");

-- CreateIndex
CREATE INDEX "announcement_created_at_id_idx" ON "announcement"("created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "announcement_sameness_channel_key" ON "announcement"("sameness", "channel");
