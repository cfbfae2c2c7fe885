-- A search by the first letters: without it a million names are read for one letter. In the order of their bytes, since
-- in that of a language letters that begin alike need not stand together.

-- CreateIndex
CREATE INDEX "account_email_begins" ON "account"("email_key" COLLATE "C");

-- CreateIndex
CREATE INDEX "account_name_begins" ON "account"("name_key" COLLATE "C");
