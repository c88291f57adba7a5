// A form of a matter that stands open gives a sign every half minute, and says who else has it open. Without scripts the
// page says so when it is opened.

const EVERY = 30000
const PATIENCE = 10000

export function showWhoElse () {
  const form = document.querySelector('[data-form-open]')
  const place = document.querySelector('[data-others]')
  if (form && place) {
    setInterval(() => sign(form, place), EVERY)
  }
}

async function sign (form, place) {
  if (document.hidden) {
    return
  }
  try {
    const answer = await fetch(form.dataset.formOpen, {
      method: 'POST',
      headers: { 'X-CSRFToken': form.querySelector('[name=csrfmiddlewaretoken]').value },
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE)
    })
    if (answer.status === 200) {
      say(place, (await answer.json()).others)
    }
  } catch {
    // The next sign may come through; what is typed is kept when it is sent.
  }
}

function say (place, others) {
  const said = others.length
    ? `Also open in this form at present: ${others.join(', ')}. Whoever saves second sees what the other one changed.`
    : ''
  if (place.textContent.trim() === said) {
    return
  }
  const inset = document.createElement('div')
  inset.className = 'govuk-inset-text'
  inset.textContent = said
  place.replaceChildren(...(said ? [inset] : []))
}
