// @ts-check

/**
 * Our own turns are left out: it also labels a customer's turn "To submitter" when that customer
 * wrote on the public page without signing in.
 *
 * @type {import("./index.js").Site}
 */
export const djangoHelpdesk = {
  id: "django-helpdesk",
  source: "django-helpdesk 2.6.1, templates ticket_desc_table and ticket_followup_list, 2026-11",
  page: "#ticket-respond-form #commentBox",
  opening: ".card-body > .d-flex:has(> h2) ~ p",
  turn: "#followup-list > li",
  customer: ":has(.badge .fa-arrow-left)",
  text: ":scope > div.mt-3",
  time: "time",
};
