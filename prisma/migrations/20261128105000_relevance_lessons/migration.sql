-- CreateTable
CREATE TABLE "relevance_lesson" (
    "id" UUID NOT NULL,
    "service" TEXT NOT NULL,
    "kind" "change_kind" NOT NULL,
    "path_prefix" TEXT NOT NULL,
    "touches" BOOLEAN NOT NULL,
    "reasons" TEXT[],
    "change_id" UUID NOT NULL,
    "agent_id" UUID,
    "agent_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "relevance_lesson_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "relevance_lesson_service_kind_path_prefix_key" ON "relevance_lesson"("service", "kind", "path_prefix");
