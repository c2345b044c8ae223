const ADDRESS = /https?:\/\/[^\s<>"]*[^\s<>"'.,;:!?)\]}]/g

/** A text whose addresses can be followed. */
export function Linked({ text }: { text: string }) {
  const addresses = text.match(ADDRESS) ?? []
  const between = text.split(ADDRESS)
  return between.map((words, index) => {
    const address = addresses[index]
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place
      <span key={index}>
        {words}
        {address !== undefined && (
          <a href={address} target="_blank" rel="noopener noreferrer">
            {address}
          </a>
        )}
      </span>
    )
  })
}
