const PRESSED = ['button', 'checkbox', 'radio', 'submit', 'reset']

/** Whether keys are for the text there. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !PRESSED.includes(target.type)) ||
    (target instanceof HTMLElement && target.isContentEditable)
  )
}
