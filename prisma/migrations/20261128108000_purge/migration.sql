-- CreateIndex
CREATE INDEX "link_token_expires_at_idx" ON "link_token"("expires_at");
