-- AlterTable
ALTER TABLE "ticket" ADD COLUMN     "steps_opened" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- Of tickets from before, only the furthest step is known.
UPDATE "ticket" SET "steps_opened" = ARRAY["step"] WHERE "step" <> 'experience';
