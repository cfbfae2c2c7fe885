import { AppError } from '@/lib/core/errors'
import { route } from '@/lib/http/route'

const nowhere = route({
  scope: null,
  run: async () => {
    throw new AppError('not_found', 'There is nothing at this address. GET /api/v1/openapi.json names every one.')
  },
})

export { nowhere as DELETE, nowhere as GET, nowhere as PATCH, nowhere as POST, nowhere as PUT }
