// A button beside what is shown once, which copies it.
for (const field of document.querySelectorAll("input[data-copied]")) {
  if (!(field instanceof HTMLInputElement)) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    field.select();
    await navigator.clipboard.writeText(field.value);
    button.textContent = "Copied";
  });
  field.closest("p")?.append(button);
}
