// A page that somebody asked to keep itself up to date. Every few seconds its own address is fetched, and each part
// marked `data-live="name"` is replaced by the part of the same name, if that has changed. The parts themselves stay,
// so that one with role="status" is read out; the keyboard's focus and the place on the page stay too.

const EVERY = 3000
const PATIENCE = 10000

export function keepUpToDate () {
  const place = document.querySelector('[data-live-page]')
  if (place) {
    setTimeout(() => look(place), EVERY)
  }
}

async function look (place) {
  // Nobody looks at a page that is behind another: it is left as it is until it is seen again.
  if (!document.hidden) {
    const fresh = await fetched()
    if (!fresh) {
      sayThatItStopped(place)
      return
    }
    document.querySelectorAll('[data-live]').forEach((part) => {
      const now = fresh.querySelector(`[data-live="${part.dataset.live}"]`)
      if (now && now.innerHTML !== part.innerHTML) {
        replace(part, now)
      }
    })
  }
  setTimeout(() => look(place), EVERY)
}

// The page as it is now, or nothing when the answer is not this page: somebody has logged out, or the server is away.
async function fetched () {
  try {
    const answer = await fetch(location.href, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE) })
    return answer.status === 200 ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null
  } catch {
    return null
  }
}

function replace (part, now) {
  const focused = part.contains(document.activeElement) ? document.activeElement : null
  part.replaceChildren(...document.importNode(now, true).childNodes)
  if (focused) {
    // The same link as before; if it is gone, the part that it was in, so that the keyboard is not sent to the top.
    const links = [...part.querySelectorAll('a[href]')]
    const again = links.find((link) => link.href === focused.href) ?? part
    if (again === part) {
      part.tabIndex = -1
    }
    again.focus({ preventScroll: true })
  }
}

function sayThatItStopped (place) {
  const link = document.createElement('a')
  link.className = 'govuk-link'
  link.href = location.href
  link.textContent = 'Open it again'
  place.classList.add('candour-live--stopped')
  place.setAttribute('role', 'alert')
  place.replaceChildren('This page has stopped updating: Candour did not answer as it should. ', link)
}
