// The pages on which a matter is logged: they save themselves while somebody types, find people of the register, show
// matters that may be the same, and move questions to where they belong. All of it works without this file, by buttons.

const SAVE_EVERY = 5000
const LOOK_AFTER = 1000
const FIND_AFTER = 250
const PATIENCE = 10000

export function logMatters () {
  const form = document.querySelector('form[data-draft]')
  if (!form) {
    return
  }
  keepDraft(form)
  showLikely(form)
  form.querySelectorAll('[data-subject]').forEach((subject) => {
    showWhatBelongs(form, subject)
    findPeople(form, subject)
  })
  sortQuestions(form)
}

// --- The draft ---

function keepDraft (form) {
  const place = document.querySelector('[data-draft-status]')
  const draft = { form, place, saved: typedIn(form), sent: false, stopped: false }
  form.addEventListener('submit', () => { draft.sent = true })
  // A line of text is not the whole page: Enter saves, and the buttons send.
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target.matches('input')) {
      event.preventDefault()
      save(draft)
    }
  })
  setInterval(() => save(draft), SAVE_EVERY)
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      save(draft)
    }
  })
  // A page that the browser kept as it was may be older than its draft.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) {
      location.reload()
    }
  })
}

async function save (draft) {
  const typed = typedIn(draft.form)
  if (draft.sent || draft.stopped || draft.busy || typed === draft.saved) {
    return
  }
  draft.busy = true
  try {
    const answer = await send(draft.form.dataset.draft, new URLSearchParams(new FormData(draft.form)))
    await hear(draft, answer, typed)
  } catch {
    say(draft, 'Not saved: Candour cannot be reached. Keep this page open; it tries again.')
  } finally {
    draft.busy = false
  }
}

async function hear (draft, answer, typed) {
  const told = answer.headers.get('Content-Type')?.startsWith('application/json') ? await answer.json() : {}
  if (answer.ok && told.version) {
    draft.form.elements.draft_version.value = told.version
    draft.saved = typed
    say(draft, `Draft saved at ${told.saved_at}.`)
  } else if (answer.status === 413) {
    say(draft, `Not saved. ${told.problem}`)
  } else if (answer.status === 409) {
    stop(draft, `This draft was changed in another tab at ${told.changed_at}. Nothing was overwritten. `, compare(draft.form))
  } else if (answer.status === 410) {
    stop(draft, 'This page was sent from another tab. ', link(told.address, `It is logged as ${told.reference}`))
  } else if (answer.type === 'opaqueredirect' || answer.status === 403) {
    stop(draft, 'You have been logged out. What you typed is kept. ', link(location.href, 'Log in and go on'))
  } else {
    say(draft, 'Not saved: something went wrong. Keep this page open; it tries again.')
  }
}

function typedIn (form) {
  const typed = new FormData(form)
  typed.delete('draft_version')
  return new URLSearchParams(typed).toString()
}

function say (draft, sentence) {
  // Read out only when it is another sentence: a draft that is saved each minute need not be told each time.
  if (draft.place && draft.place.textContent.trim() !== sentence) {
    draft.place.textContent = sentence
  }
}

function stop (draft, sentence, next) {
  draft.stopped = true
  draft.place.classList.add('candour-log__status--stopped')
  draft.place.setAttribute('role', 'alert')
  draft.place.replaceChildren(sentence, next)
}

function compare (form) {
  const button = document.createElement('button')
  Object.assign(button, { type: 'submit', name: 'show', value: '1', className: 'govuk-button govuk-button--secondary' })
  button.setAttribute('form', form.id)
  button.textContent = 'Compare and choose'
  return button
}

function link (address, words) {
  const made = document.createElement('a')
  Object.assign(made, { className: 'govuk-link', href: address, textContent: words })
  return made
}

// --- What may be the same matter ---

function showLikely (form) {
  const place = document.querySelector('[data-likely-place]')
  let before = ''
  const look = later(LOOK_AFTER, async () => {
    const typed = new URLSearchParams(new FormData(form))
    if (typed.toString() === before) {
      return
    }
    before = typed.toString()
    await put(place, form.dataset.likely, typed)
  })
  form.addEventListener('input', look)
}

// --- People of the register ---

function findPeople (form, subject) {
  const row = subject.dataset.subject
  const search = form.elements[`${row}-search`]
  const place = subject.querySelector('[data-found]')
  search.addEventListener('input', later(FIND_AFTER, async () => {
    const chosen = place.querySelector('input:checked')
    const asked = { text: search.value, row, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value }
    await put(place, form.dataset.people, new URLSearchParams(asked))
    keep(place, chosen)
  }))
}

// Whoever was chosen stays chosen, also where what was typed since no longer finds them.
function keep (place, chosen) {
  if (!chosen) {
    return
  }
  const again = [...place.querySelectorAll('input')].find((one) => one.value === chosen.value)
  if (again) {
    again.checked = true
  } else {
    place.prepend(chosen.closest('.govuk-radios__item'))
  }
}

function showWhatBelongs (form, subject) {
  const choices = subject.querySelectorAll(`input[name="${subject.dataset.subject}-kind"]`)
  const show = () => {
    const chosen = [...choices].find((choice) => choice.checked)?.value
    subject.querySelectorAll('[data-for-kind]').forEach((part) => {
      part.hidden = !part.dataset.forKind.split(' ').includes(chosen)
    })
  }
  choices.forEach((choice) => choice.addEventListener('change', show))
  show()
}

// --- The questions of severity ---

function sortQuestions (form) {
  const relevant = form.querySelector('[data-questions="relevant"]')
  const others = form.querySelector('[data-questions="others"]')
  if (!relevant) {
    return
  }
  const questions = [...form.querySelectorAll('[data-asked-for]')]
  form.addEventListener('change', (event) => {
    if (!/^allegations-\d+-category$/.test(event.target.name)) {
      return
    }
    const chosen = [...form.querySelectorAll('select[name$="-category"]')].map((select) => select.value)
    questions.forEach((question) => {
      const reasons = question.dataset.askedFor.split('|').map((part) => part.split('='))
      const [, why] = reasons.find(([code]) => code && chosen.some((one) => one.startsWith(code))) ?? []
      const place = why ? relevant : others
      place.append(question)
      question.querySelector('.govuk-hint').textContent =
        question.dataset.why + (why ? ` Asked because ${why}.` : '')
    })
  })
}

// --- What they share ---

function later (wait, act) {
  let timer
  return () => {
    clearTimeout(timer)
    timer = setTimeout(act, wait)
  }
}

function send (address, body) {
  return fetch(address, { method: 'POST', body, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE) })
}

// Puts a part of a page in its place, if it is another than the one that stands there.
async function put (place, address, body) {
  try {
    const answer = await send(address, body)
    if (answer.status !== 200) {
      return
    }
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').body
    if (fresh.innerHTML.trim() !== place.innerHTML.trim()) {
      place.replaceChildren(...document.importNode(fresh, true).childNodes)
    }
  } catch {
    // What stands there stays: these are suggestions, and the page works without them.
  }
}
