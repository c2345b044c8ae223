import { Link } from '@tanstack/react-router'

export function NotFound() {
  return (
    <section className="lone">
      <h1>Nothing here</h1>
      <p>
        There is no page at this address. <Link to="/">Go to your tasks</Link>
      </p>
    </section>
  )
}
