// @ts-check

/** @type {import("./index.js").Site} */
export const demo = {
  id: "unruffle-demo",
  source: "this project, server/unruffle/demo/templates/demo/ticket.html and the practice page",
  page: ".ticket-page form#reply.reply",
  turn: ".ticket-page .turn",
  customer: "[data-author=customer]",
  agent: "[data-author=agent]",
  text: ".turn-text",
  time: "time",
};
