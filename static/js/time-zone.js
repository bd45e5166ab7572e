// Tells the server the reader's time zone, so that the next page says times as the reader's clock does.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

if (zone && !document.cookie.includes(`timezone=${zone}`)) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `timezone=${zone}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}
