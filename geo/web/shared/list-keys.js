/* Keys in a dialog's list of buttons, for the presenter's page and the offline pack: the arrows go
   round, a digit presses, the key that opened it closes it. */
function listKeys(event, dialog, buttons, opener) {
  const rows = [...dialog.querySelectorAll(buttons)], step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) rows[(rows.indexOf(document.activeElement) + step + rows.length) % rows.length].focus();
  else if (/^[1-9]$/.test(event.key) && rows[event.key - 1]) rows[event.key - 1].click();
  else if (event.key === opener) dialog.close();
  else return;
  event.preventDefault();
}
