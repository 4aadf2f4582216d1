// @ts-check

/** @type {import("./index.js").Site} */
export const djangoHelpdesk = {
  id: "django-helpdesk",
  source: "django-helpdesk 2.6.1, templates ticket_desc_table and ticket_followup_list, 2026-11",
  page: "#ticket-respond-form #commentBox",
  opening: ".card-body > .d-flex:has(> h2) ~ p",
  turn: "#followup-list > li",
  customer: ":has(.badge .fa-arrow-left)",
  agent: ":has(.badge .fa-arrow-right)",
  text: ":scope > div.mt-3",
  time: "time",
};
