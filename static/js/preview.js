// Shows a chosen picture before it is sent: <input type="file" data-preview="id of what holds the picture">.
document.addEventListener("change", ({ target }) => {
  const place = target.dataset.preview && document.getElementById(target.dataset.preview);
  const [file] = target.files ?? [];
  if (!place || !file?.type.startsWith("image/")) return;
  const picture = new Image();
  picture.alt = "";
  picture.src = URL.createObjectURL(file);
  // What the browser can't read leaves the old picture where it is.
  picture.addEventListener("load", () => {
    place.replaceChildren(picture);
    URL.revokeObjectURL(picture.src);
  });
});
