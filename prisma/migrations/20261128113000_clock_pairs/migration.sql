-- CreateTable
CREATE TABLE "clock_pair" (
    "environment" TEXT NOT NULL,
    "outer_hop" "hop" NOT NULL,
    "outer_clock" TEXT NOT NULL,
    "inner_hop" "hop" NOT NULL,
    "inner_clock" TEXT NOT NULL,
    "since_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "offset_ms" DOUBLE PRECISION,
    "uncertainty_ms" DOUBLE PRECISION,
    "attempts" INTEGER NOT NULL,
    "trace_id" TEXT NOT NULL,
    "pairs" JSONB NOT NULL,

    CONSTRAINT "clock_pair_pkey" PRIMARY KEY ("environment","outer_hop","outer_clock","inner_hop","inner_clock")
);
