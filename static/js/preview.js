// Shows a chosen picture before it is sent: <input type="file" data-preview="id of what holds the picture">.
document.addEventListener("change", ({ target }) => {
  const place = target.dataset.preview && document.getElementById(target.dataset.preview);
  const [file] = target.files ?? [];
  if (!place || !file?.type.startsWith("image/")) return;
  const picture = document.createElement("img");
  picture.alt = "";
  picture.src = URL.createObjectURL(file);
  picture.addEventListener("load", () => URL.revokeObjectURL(picture.src), { once: true });
  place.replaceChildren(picture);
});
