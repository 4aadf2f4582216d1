// The code of a one-time link stands behind the #: put it into the form, and out of the address.
const form = document.querySelector("form#open");
const code = location.hash.slice(1);

if (code && form instanceof HTMLFormElement) {
  const field = form.elements.namedItem("link");
  if (field instanceof HTMLInputElement) {
    field.value = code;
    history.replaceState(null, "", location.pathname);
    form.requestSubmit();
  }
}
