// Brings the tab of the page that is open into its strip, where there are more of them than the strip shows.
for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
  const strip = tab.closest(".tabs");
  strip.scrollLeft = tab.offsetLeft - strip.offsetLeft - (strip.clientWidth - tab.offsetWidth) / 2;
}
