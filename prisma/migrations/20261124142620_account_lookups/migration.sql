-- CreateIndex
CREATE INDEX "account_username_idx" ON "account"("username");

-- CreateIndex
CREATE INDEX "account_external_id_idx" ON "account"("external_id");
