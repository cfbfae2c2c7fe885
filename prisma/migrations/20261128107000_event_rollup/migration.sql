-- CreateTable
CREATE TABLE "event_rollup" (
    "slot" TIMESTAMPTZ(3) NOT NULL,
    "environment" TEXT NOT NULL,
    "outcome" "outcome" NOT NULL,
    "reason" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "delivered" INTEGER NOT NULL DEFAULT 0,
    "delivery_ms" BIGINT NOT NULL DEFAULT 0,
    "within_10" INTEGER NOT NULL DEFAULT 0,
    "within_30" INTEGER NOT NULL DEFAULT 0,
    "within_60" INTEGER NOT NULL DEFAULT 0,
    "within_120" INTEGER NOT NULL DEFAULT 0,
    "within_300" INTEGER NOT NULL DEFAULT 0,
    "within_600" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "event_rollup_pkey" PRIMARY KEY ("environment","outcome","slot","reason","provider")
);

-- CreateTable
CREATE TABLE "alert" (
    "id" UUID NOT NULL,
    "signature" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "nature" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "subject" TEXT,
    "account_id" UUID,
    "figures" JSONB NOT NULL,
    "because" TEXT[],
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by_id" UUID,
    "settled_as" TEXT,
    "settled_reason" TEXT,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "alert_signature_seen_at_idx" ON "alert"("signature", "seen_at");

-- CreateIndex
CREATE INDEX "alert_raised_at_id_idx" ON "alert"("raised_at", "id");

-- What the schema language cannot say.

-- Few rows time a delivery, and few alerts are open: each is found without the others.
CREATE INDEX event_rollup_delivered ON event_rollup (environment, slot) WHERE delivered > 0;
CREATE INDEX alert_open ON alert (raised_at, id) WHERE settled_at IS NULL;
ALTER TABLE alert ADD CONSTRAINT alert_nature CHECK (nature IN ('attack', 'fault'));
ALTER TABLE alert ADD CONSTRAINT alert_settled_as CHECK (settled_as IN ('right', 'wrong'));

-- Events that were there before. Counting a large table takes longer than a page may.
SET LOCAL statement_timeout = 0;
INSERT INTO event_rollup (slot, environment, outcome, reason, provider, count, delivered, delivery_ms, within_10, within_30, within_60, within_120, within_300, within_600)
SELECT date_bin('5 minutes', at, TIMESTAMPTZ '2000-01-01Z'), environment, outcome, reason, coalesce(provider, ''), count(*), count(ms), coalesce(sum(ms), 0),
       count(*) FILTER (WHERE ms <= 10000), count(*) FILTER (WHERE ms <= 30000), count(*) FILTER (WHERE ms <= 60000),
       count(*) FILTER (WHERE ms <= 120000), count(*) FILTER (WHERE ms <= 300000), count(*) FILTER (WHERE ms <= 600000)
  FROM auth_event, LATERAL (SELECT CASE WHEN hop = 'mail' AND jsonb_typeof(details->'deliverySeconds') = 'number'
       THEN floor(least((details->>'deliverySeconds')::float8, 86400) * 1000)::bigint END AS ms) AS delivery
 GROUP BY 1, 2, 3, 4, 5;
