import { type ReactNode, useEffect, useRef } from 'react'

/** What has come in place of the form, and of what had the focus there. */
export function Lone({ title, children }: { title: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className="lone">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </section>
  )
}

/** The link lacks its token. */
export function Incomplete() {
  return (
    <Lone title="This link is not complete">
      <p>
        A part of it is missing, or the page was loaded again. Open the whole link once more from where you
        got it.
      </p>
    </Lone>
  )
}
