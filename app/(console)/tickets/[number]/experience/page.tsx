import { ExperienceForm } from '@/components/ticket/experience-form'
import { AloneCard, LastWorkedCard, SeenCard } from '@/components/ticket/experience-cards'
import { QuestionCard } from '@/components/ticket/question-card'
import { causes } from '@/lib/causes'
import { readParams, type SearchParams } from '@/lib/http/page'
import { questions } from '@/lib/questions'
import { answersOf } from '@/lib/services/tickets/case-of-ticket'
import { answerEffects, type TicketView } from '@/lib/services/tickets/view-ticket'
import { answer, correctExperience } from '../../actions'
import { openStep, Wizard, type StepParams } from '../wizard'

export async function generateMetadata({ params }: StepParams) {
  return { title: `#${(await params).number} Experience` }
}

const percentOf = (share: number) => `${Math.round(share * 100)}%`

/** What those hit share, in one sentence. */
function shared({ gathered: { alike } }: TicketView): string | null {
  const trait = alike?.traits?.find(({ hit, others }) => hit >= 0.6 && hit - others >= 0.4)
  return trait ? `${trait.trait} ${trait.value}: ${percentOf(trait.hit)} of those hit, ${percentOf(trait.others)} of the others` : null
}

function attackLine({ gathered: { alike } }: TicketView): string | null {
  return alike && (alike.unknownNames ?? 0) >= 8 && alike.people > 8 ? `${alike.unknownNames} names that belong to nobody were tried as well, from ${alike.sources} addresses.` : null
}

/** Causes that this message is known to hide: those still in play. */
const hidden = ({ verdict }: TicketView) =>
  [verdict.cause, ...verdict.alternatives.map(({ cause }) => cause)].flatMap((slug) => causes.find((cause) => cause.slug === slug)?.title.toLowerCase() ?? []).slice(0, 6)

export default async function ExperiencePage({ params, searchParams }: StepParams & { searchParams: SearchParams }) {
  const { ctx, view } = await openStep(params, 'experience')
  const { ask } = await readParams(searchParams)
  const { ticket, course, alike } = view.gathered
  const { experience } = ticket
  const answers = answersOf(experience?.answers)
  const best = view.verdict.missing[0]?.question
  const question = questions.find(({ id }) => id === (ask ?? best)) ?? questions.find(({ id }) => answers[id] === undefined) ?? questions[0]
  const effects = question ? answerEffects(view, question.id, 'experience') : []
  return (
    <Wizard view={view} step="experience" ctx={ctx}>
      <SeenCard
        message={experience?.message ?? null}
        url={experience?.url ?? null}
        statusCode={experience?.statusCode ?? null}
        symptom={experience?.symptom ?? null}
        hides={hidden(view)}
        edit={
          <ExperienceForm
            number={ticket.number}
            version={ticket.version}
            action={correctExperience}
            values={{ message: experience?.message ?? '', statusCode: experience?.statusCode?.toString() ?? '', url: experience?.url ?? '', symptom: experience?.symptom ?? '', scope: experience?.scope ?? 'unknown', lastWorked: experience?.lastWorked ?? '' }}
          />
        }
      />
      <div className="grid gap-3 nav:grid-cols-2">
        <LastWorkedCard said={experience?.lastWorked ?? null} logged={course.lastGood?.at.toISOString() ?? null} firstFailed={course.firstFailed?.at.toISOString() ?? null} failed={course.failed} />
        <AloneCard people={alike?.people ?? null} usual={alike?.usual ?? 0} since={alike?.since ?? null} unusual={Boolean(alike?.signature)} growth={alike?.growth ?? []} share={alike?.signature ? shared(view) : null} attack={attackLine(view)} />
      </div>
      {question && (
        <QuestionCard
          number={ticket.number}
          question={question.id}
          ask={question.ask}
          why={question.why}
          answered={answers[question.id] ?? null}
          action={answer}
          options={question.options.map((option) => ({ ...option, effect: effects.find(({ option: id }) => id === option.id) ?? null }))}
        />
      )}
    </Wizard>
  )
}
