import { CircleAlert } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'

const CONTROL =
  'w-full rounded-control border border-control bg-surface px-2 text-text aria-invalid:border-danger aria-invalid:ring-1 aria-invalid:ring-danger'

type FieldProps = {
  /** Also the control's id, which ties label, hint and error to it. */
  name: string
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  hideLabel?: boolean
  className?: string
  id?: string
}

const describedBy = ({ id, name, hint, error }: FieldProps) => {
  const ids = [error && `${id ?? name}-error`, hint && `${id ?? name}-hint`].filter(Boolean)
  return ids.length ? ids.join(' ') : undefined
}

function Frame({ field, children }: { field: FieldProps; children: ReactNode }) {
  const id = field.id ?? field.name
  return (
    <div className={field.className}>
      <label htmlFor={id} className={cn('mb-1 block font-medium', field.hideLabel && 'sr-only')}>
        {field.label}
      </label>
      {children}
      {field.error && (
        <p id={`${id}-error`} className="mt-1 flex items-start gap-1.5 text-meta text-danger">
          <CircleAlert aria-hidden className="mt-px size-3.5 flex-none" />
          {field.error}
        </p>
      )}
      {field.hint && (
        <p id={`${id}-hint`} className="mt-1 text-meta text-text-3">
          {field.hint}
        </p>
      )}
    </div>
  )
}

const split = <Rest extends object>({ name, label, hint, error, hideLabel, className, id, ...rest }: FieldProps & Rest) => ({
  field: { name, label, hint, error, hideLabel: hideLabel ?? false, ...(className ? { className } : {}), ...(id ? { id } : {}) },
  rest,
})

/** One line of text with its label, hint and error. */
export function TextField(props: FieldProps & Omit<ComponentProps<'input'>, 'name' | 'className' | 'id'>) {
  const { field, rest } = split(props)
  return (
    <Frame field={field}>
      <input
        id={field.id ?? field.name}
        name={field.name}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={describedBy(field)}
        className={cn(CONTROL, 'h-8 max-nav:h-11')}
        {...rest}
      />
    </Frame>
  )
}

/** Several lines of text. */
export function TextArea(props: FieldProps & Omit<ComponentProps<'textarea'>, 'name' | 'className' | 'id'>) {
  const { field, rest } = split(props)
  return (
    <Frame field={field}>
      <textarea
        id={field.id ?? field.name}
        name={field.name}
        rows={3}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={describedBy(field)}
        className={cn(CONTROL, 'block resize-y py-1.5')}
        {...rest}
      />
    </Frame>
  )
}

/** A choice from a list: the platform's own control, which every keyboard and screen reader knows. */
export function SelectField({
  options,
  ...props
}: FieldProps & Omit<ComponentProps<'select'>, 'name' | 'className' | 'id'> & { options: readonly { value: string; label: string }[] }) {
  const { field, rest } = split(props)
  return (
    <Frame field={field}>
      <select
        id={field.id ?? field.name}
        name={field.name}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={describedBy(field)}
        className={cn(CONTROL, 'h-8 max-nav:h-11')}
        {...rest}
      >
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </Frame>
  )
}

export function Checkbox({ label, className, ...rest }: Omit<ComponentProps<'input'>, 'type'> & { label: ReactNode }) {
  return (
    <label className={cn('inline-flex min-h-6 items-start gap-2', className)}>
      <input type="checkbox" className="mt-0.5 size-4 flex-none accent-accent" {...rest} />
      <span>{label}</span>
    </label>
  )
}

/** Two to four choices that exclude each other: a radio group that looks like one control. */
export function Segmented({
  legend,
  name,
  options,
  defaultValue,
}: {
  legend: string
  name: string
  options: readonly { value: string; label: string }[]
  defaultValue: string
}) {
  return (
    <fieldset>
      <legend className="mb-1 font-medium">{legend}</legend>
      <div className="grid auto-cols-fr grid-flow-col rounded-control border border-control bg-sunken p-0.5">
        {options.map(({ value, label }) => (
          <label
            key={value}
            className="flex h-6.5 items-center justify-center rounded-chip text-text-2 has-checked:bg-surface has-checked:font-medium has-checked:text-text has-checked:ring-1 has-checked:ring-line-strong has-focus-visible:outline-2 has-focus-visible:outline-accent max-nav:h-10"
          >
            <input type="radio" name={name} value={value} defaultChecked={value === defaultValue} className="sr-only" />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
