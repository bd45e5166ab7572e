// Publishing at a set time: the button says so, and the time is meant by the reader's own clock.
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;

const tell = (field) => {
  field.form.toggleAttribute("data-scheduled", field.value !== "");
  field.form.querySelector("[data-later-said]").textContent = field.value.replace("T", " ");
};

for (const field of document.querySelectorAll("[data-later]")) {
  const zone = field.form.querySelector("[data-zone]");
  // What was chosen before was told by the clock that the page names.
  if (own && !field.value && zone.value !== own) {
    const hint = field.form.querySelector("[data-zone-said]");
    hint.textContent = hint.dataset.zoneSaid.replace("{zone}", own);
    zone.value = own;
  }
  tell(field);
}

for (const kind of ["input", "change"]) document.addEventListener(kind, ({ target }) => target.matches("[data-later]") && tell(target));
