import { Button } from '@mantine/core'

/** A fault of this page, or a piece of it that did not load. What was typed is in storage. */
export function Unexpected() {
  return (
    <section className="lone" role="alert">
      <h1>Something broke</h1>
      <p>That was not meant to happen. What you typed is kept.</p>
      <Button onClick={() => location.reload()}>Load the page again</Button>
    </section>
  )
}
