// Lists of matters by keyboard: j and the down arrow go to the next one, k and the up arrow to the one before. Only
// while the focus stands on a matter of the list, so that nobody's own keys, speech or screen reader are in the way
// (WCAG 2.1.4), and with Tab everything works as it does without this.

const STEPS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }

export function walkRows () {
  document.querySelectorAll('[data-rows]').forEach((list) => {
    list.addEventListener('keydown', (event) => {
      const step = STEPS[event.key]
      if (!step || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) {
        return
      }
      const rows = [...list.querySelectorAll('[data-row]')]
      const here = rows.indexOf(event.target)
      const next = here < 0 ? undefined : rows[here + step]
      if (next) {
        event.preventDefault()
        next.focus()
      }
    })
  })
}
