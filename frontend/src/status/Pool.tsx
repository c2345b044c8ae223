import type { Database } from './queries'
import classes from './StatusPage.module.css'

/** Every connection the service may hold, as a seat: taken, kept warm, or not there. */
export function Pool({ pool: { max, active, idle, waiting } }: { pool: Database['pool'] }) {
  const seats = Array.from({ length: max }, (_, seat) =>
    seat < active ? 'active' : seat < active + idle ? 'idle' : 'free',
  )
  return (
    <section aria-labelledby="pool">
      <h2 id="pool">Connection pool</h2>
      <div className={classes.pool}>
        <div
          className={classes.seats}
          role="img"
          aria-label={`${active} active and ${idle} idle of at most ${max}, ${waiting} waiting`}
        >
          {seats.map((kind, seat) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a seat is its place
            <span key={seat} data-kind={kind} />
          ))}
        </div>
        <ul className={classes.legend}>
          <Kind kind="active" count={active} name="active" />
          <Kind kind="idle" count={idle} name="idle" />
          <Kind kind="free" count={Math.max(0, max - active - idle)} name="not open" />
          <li data-waiting={waiting > 0 || undefined}>
            <strong>{waiting}</strong> waiting
          </li>
        </ul>
      </div>
    </section>
  )
}

function Kind({ kind, count, name }: { kind: string; count: number; name: string }) {
  return (
    <li>
      <span data-kind={kind} aria-hidden="true" />
      <strong>{count}</strong> {name}
    </li>
  )
}
