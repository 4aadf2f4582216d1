// @ts-check

/** @type {import("./index.js").Site} */
export const demo = {
  id: "unruffle-demo",
  source: "this project, server/unruffle/demo/templates/demo/ticket.html",
  page: "main.ticket-page form#reply.reply",
  turn: ".story > .turn",
  customer: "[data-author=customer]",
  agent: "[data-author=agent]",
  text: ".turn-text",
  time: "time",
};
