/*
 * The moving part of the pages of src/lms/lti/lti-page.ts: what is to be done is in the attributes of this script's element. Talks to
 * the platform that shows us in a frame, by the messages of 1EdTech's "LTI Client Side postMessages" and "postMessage
 * Storage"; without an answer in time we go on without it, and the service says what to do.
 */
const { kind, origin, frame, key, value, next, words } = document.currentScript.dataset;

const patienceMs = 2000;

const steps = {
  /** The platform keeps what proves later that it is the same browser. A cookie may do so as well. */
  keep: async () => {
    await ask({ subject: 'lti.put_data', key, value });
    window.location.replace(next);
  },
  prove: async () => {
    const answer = await ask({ subject: 'lti.get_data', key });
    const form = document.forms[0];
    form.elements.proof.value = typeof answer?.value === 'string' ? answer.value : '';
    form.submit();
  },
  send: () => document.forms[0].submit(),
  once: () => {
    const form = document.forms[0];
    form.addEventListener('submit', () => {
      const said = document.createElement('p');
      said.setAttribute('role', 'status');
      said.textContent = words;
      // Only a form in the page is sent.
      setTimeout(() => form.replaceWith(said));
    });
  },
  close: () => (window.opener ?? window.parent).postMessage({ subject: 'org.imsglobal.lti.close' }, '*'),
};

/** The answer to a message, or null when none comes in time. */
function ask(message) {
  // No secret, so no `crypto`: that is kept from frames of platforms that are reached by plain http.
  const messageId = `${Date.now()}-${Math.random()}`;
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), patienceMs);
    window.addEventListener('message', ({ data, origin: from }) => {
      const isAnswer = data?.subject === `${message.subject}.response` && data.message_id === messageId;
      if (from !== origin || !isAnswer) return;
      clearTimeout(timer);
      resolve(data);
    });
    storage()?.postMessage({ ...message, message_id: messageId }, origin);
  });
}

/** The frame of the platform that keeps things for tools; `_parent` is the one that shows us. */
function storage() {
  const platform = window.opener ?? window.parent;
  if (frame === '_parent') return platform;
  try {
    return platform.frames[frame] ?? platform;
  } catch {
    return platform;
  }
}

steps[kind]();
