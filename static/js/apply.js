// A choice that shows at once is kept at once: <form data-apply="what to say then">. Without this, its button sends it.
for (const form of document.querySelectorAll("[data-apply]")) {
  form.querySelector(".form-foot").remove();
  form.addEventListener("change", async () => {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => null);
    const kept = answer?.type === "opaqueredirect";
    document.dispatchEvent(new CustomEvent("say", { detail: { text: kept ? form.dataset.apply : form.dataset.failed } }));
  });
}
