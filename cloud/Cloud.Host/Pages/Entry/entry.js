'use strict';
// Comfort only: every page works without it.
document.documentElement.dataset.theme = localStorage.getItem('edge-theme') === 'dark' ? 'dark' : 'light';
addEventListener('DOMContentLoaded', () => {
  for (const input of document.querySelectorAll('input[data-show]:not([data-show=""])')) {
    const [show, hide] = input.dataset.show.split('|');
    const box = document.createElement('div');
    const button = document.createElement('button');
    box.className = 'e-field-reveal';
    button.type = 'button';
    button.textContent = show;
    button.setAttribute('aria-pressed', 'false');
    button.addEventListener('click', () => {
      const shown = input.type === 'text';
      input.type = shown ? 'password' : 'text';
      button.textContent = shown ? show : hide;
      button.setAttribute('aria-pressed', String(!shown));
    });
    input.replaceWith(box);
    box.append(input, button);
  }
  const rules = document.querySelector('[data-rules]');
  const next = document.getElementById(rules?.dataset.rules ?? '');
  next?.addEventListener('input', () => {
    const text = next.value;
    const classes = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].filter((one) => one.test(text)).length;
    const current = document.getElementById('current');
    const met = [text.length >= 10, classes >= 3, text !== '' && text !== current?.value];
    [...rules.children].forEach((one, at) => one.classList.toggle('e-met', met[at]));
  });
  for (const form of document.forms) {
    form.addEventListener('submit', () => setTimeout(() => form.querySelectorAll('button[type=submit]').forEach((one) => { one.disabled = true; })));
  }
  addEventListener('pageshow', () => document.querySelectorAll('button[type=submit]').forEach((one) => { one.disabled = false; }));
});
