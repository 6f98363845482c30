/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-app-steps.h"

#include "np-await.h"
#include "np-connect-dialog.h"
#include "np-field-row.h"
#include "np-json-editor.h"
#include "np-open-dialog.h"
#include "np-review-dialog.h"
#include "np-visibility-choice.h"
#include "np-window.h"

/* Something else in every field than what RIG_MODEL_ID has. */
const char *const app_rig_texts[NP_N_FIELDS] = {
  [NP_FIELD_MODEL_NAME] = "新闻分类（长文本）\"A\\B\"",
  [NP_FIELD_MODEL_DESCRIPTION] = "第一行\nsecond line\twith a tab\n",
  [NP_FIELD_ACCESSIBILITY] = "PUBLIC",
  [NP_FIELD_ORIGIN] = "Über <b>&amp;</b>",
  [NP_FIELD_DOMAIN] = "aigc",
  [NP_FIELD_TASK] = "",
  [NP_FIELD_MODEL_TYPE] = "LoRA",
  [NP_FIELD_PARAMETER_SIZE] = "7000",
  [NP_FIELD_MODEL_DOC] = "https://example.com/doc?a=1&b=2#top",
  [NP_FIELD_ORDER_NUMBER] = "-9223372036854775808",
  [NP_FIELD_EXTRA_INFO] = "{\n  \"Rating\": 4.90,\n  \"Count\": 9007199254740993\n}",
};

const char *const app_rig_body =
    "{\"Accessibility\":\"PUBLIC\",\"Domain\":\"aigc\","
    "\"ExtraInfo\":{\"Rating\":4.90,\"Count\":9007199254740993},"
    "\"ModelDescription\":\"第一行\\nsecond line\\twith a tab\\n\","
    "\"ModelDoc\":\"https://example.com/doc?a=1&b=2#top\","
    "\"ModelName\":\"新闻分类（长文本）\\\"A\\\\B\\\"\",\"ModelType\":\"LoRA\","
    "\"OrderNumber\":-9223372036854775808,\"Origin\":\"Über <b>&amp;</b>\","
    "\"ParameterSize\":7000,\"Task\":\"\"}";

/* Opens the connect dialog and fills it, up to its button. */
void
app_rig_fill_connect (
    AppRig *self, const char *url, const char *key_id, const char *secret, const char *token)
{
  GtkWidget *dialog = np_app_find (NULL, NP_TYPE_CONNECT_DIALOG, NULL);
  GtkWidget *more = NULL;

  if (dialog == NULL)
    {
      np_app_activate (self->window, "win.connect", NULL);
      dialog = np_app_await (NULL, NP_TYPE_CONNECT_DIALOG, NULL);
    }
  more = np_app_await (dialog, ADW_TYPE_EXPANDER_ROW, "More");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (more), TRUE);
  np_app_type (dialog, "AccessKey ID", key_id);
  np_app_type (dialog, "AccessKey secret", secret);
  if (token != NULL)
    np_app_type (dialog, "Security token", token);
  np_app_type (dialog, "Custom endpoint", url);
}

/* Connects the account of the rig, with its key pasted as keys are pasted. */
void
app_rig_connect_to (AppRig *self, const char *url, const char *token)
{
  g_autofree char *pasted_token = token != NULL ? g_strdup_printf ("%s\n", token) : NULL;

  app_rig_fill_connect (self, url, "  " RIG_KEY_ID "\n", " \t" RIG_SECRET "\r\n", pasted_token);
  np_app_click (np_app_find (NULL, NP_TYPE_CONNECT_DIALOG, NULL), "Connect");
  np_app_await_gone (NP_TYPE_CONNECT_DIALOG);
  app_rig_await_page (self, "start");
}

void
app_rig_connect (AppRig *self)
{
  app_rig_connect_to (self, np_practice_service_get_url (self->service), NULL);
}

/* Opens a model by its ID or a link, up to the click on Open. */
void
app_rig_open (AppRig *self, const char *link)
{
  GtkWidget *dialog = NULL;

  np_app_activate (self->window, "win.open-model", NULL);
  dialog = np_app_await (NULL, NP_TYPE_OPEN_DIALOG, NULL);
  g_assert_false (np_app_can_click (dialog, "Open"));
  np_app_type (dialog, "Model ID or link", link);
  np_app_click (dialog, "Open");
  np_app_await_gone (NP_TYPE_OPEN_DIALOG);
}

/* Watches what belongs to the open model, so that the end of the test shows that
 * nothing held on to it. */
static void
watch_model (AppRig *self)
{
  NpModelPage *page = np_window_get_model_page (NP_WINDOW (self->window));
  NpDocument *document = np_model_page_get_document (page);

  app_rig_watch (self, page);
  app_rig_watch (self, document);
  app_rig_watch (self, np_document_get_form (document));
  app_rig_watch (self, np_document_get_workspace (document));
}

void
app_rig_connect_and_open (AppRig *self)
{
  app_rig_connect (self);
  app_rig_open (self, RIG_LINK);
  app_rig_await_page (self, "model");
  watch_model (self);
}

void
app_rig_start_practice (AppRig *self)
{
  np_app_click (self->window, "Try the practice workspace");
  app_rig_await_page (self, "start");
}

typedef struct
{
  NpFieldId id;
  GtkWidget *row;
} RowSearch;

static void
match_row_cb (GtkWidget *widget, gpointer user_data)
{
  RowSearch *search = user_data;

  if (NP_IS_FIELD_ROW (widget) &&
      np_field_row_get_field_id (NP_FIELD_ROW (widget)) == search->id)
    search->row = widget;
}

GtkWidget *
app_rig_get_row (AppRig *self, NpFieldId id)
{
  RowSearch search = { .id = id };

  np_app_visit (GTK_WIDGET (self->window), match_row_cb, &search);
  g_assert_nonnull (search.row);
  return search.row;
}

GtkWidget *
app_rig_get_editor (AppRig *self, NpFieldId id)
{
  return np_field_row_get_editor (NP_FIELD_ROW (app_rig_get_row (self, id)));
}

static GtkTextView *
get_text_view (GtkWidget *editor)
{
  if (NP_IS_JSON_EDITOR (editor))
    editor = np_json_editor_get_view (NP_JSON_EDITOR (editor));
  return GTK_TEXT_VIEW (editor);
}

/* Selects everything and types over it, as far as the view lets a person. */
static void
edit_text_view (GtkTextView *view, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  gboolean is_editable = gtk_text_view_get_editable (view);
  GtkTextIter start, end;

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_delete_interactive (buffer, &start, &end, is_editable);
  gtk_text_buffer_insert_interactive_at_cursor (buffer, text, -1, is_editable);
  gtk_text_buffer_end_user_action (buffer);
}

static void
choose_visibility (GtkWidget *choice, const char *value)
{
  const char *label = g_str_equal (value, "PUBLIC")    ? "Public"
                      : g_str_equal (value, "PRIVATE") ? "Private"
                                                       : value;
  GtkWidget *button = np_app_await (choice, GTK_TYPE_CHECK_BUTTON, label);

  g_assert_true (gtk_widget_is_sensitive (button));
  gtk_widget_activate (button);
}

/* Gives a field another text through its widget. Where the form is read-only for want
 * of a right, it is opened first, as a person does who knows better. */
void
app_rig_edit (AppRig *self, NpFieldId id, const char *text)
{
  GtkWidget *editor = app_rig_get_editor (self, id);

  if (np_app_find (self->window, GTK_TYPE_BUTTON, "Try Anyway") != NULL)
    np_app_click (self->window, "Try Anyway");
  if (NP_IS_VISIBILITY_CHOICE (editor))
    choose_visibility (editor, text);
  else if (GTK_IS_ENTRY (editor))
    np_app_type (self->window, np_field_get_label (id), text);
  else
    edit_text_view (get_text_view (editor), text);
}

static char *
dup_visibility (GtkWidget *choice)
{
  char *value = NULL;

  g_object_get (choice, "value", &value, NULL);
  return value;
}

/* The text that a person sees in the editor of a field. */
char *
app_rig_dup_shown (AppRig *self, NpFieldId id)
{
  GtkWidget *editor = app_rig_get_editor (self, id);
  GtkTextBuffer *buffer = NULL;
  char *text = NULL;

  if (NP_IS_VISIBILITY_CHOICE (editor))
    return dup_visibility (editor);
  if (GTK_IS_ENTRY (editor))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (editor)));
  buffer = gtk_text_view_get_buffer (get_text_view (editor));
  g_object_get (buffer, "text", &text, NULL);
  return text;
}

gboolean
app_rig_is_shown (AppRig *self, NpFieldId id, const char *text)
{
  g_autofree char *shown = app_rig_dup_shown (self, id);

  return g_strcmp0 (shown, text) == 0;
}

void
app_rig_assert_shown (AppRig *self, NpFieldId id, const char *text)
{
  g_autofree char *shown = app_rig_dup_shown (self, id);

  g_assert_cmpstr (shown, ==, text);
}

typedef struct
{
  const char *part;
  gboolean is_found;
} ErrorQuery;

static void
look_at_error_cb (GtkWidget *widget, gpointer user_data)
{
  ErrorQuery *query = user_data;

  if (gtk_widget_has_css_class (widget, "error") && np_app_has_text (widget, query->part))
    query->is_found = TRUE;
}

/* Whether something in the colour of errors has PART in its words. */
gboolean
app_rig_has_error (GtkWidget *root, const char *part)
{
  ErrorQuery query = { part, FALSE };

  np_app_visit (root, look_at_error_cb, &query);
  return query.is_found;
}

static void
error_label_cb (GtkWidget *widget, gpointer user_data)
{
  GtkWidget **label = user_data;
  GtkWidget *box = gtk_widget_get_parent (widget);

  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (box, "error"))
    *label = widget;
}

/* The sentence in the colour of errors below a field, or NULL. */
char *
app_rig_dup_problem (AppRig *self, NpFieldId id)
{
  GtkWidget *label = NULL;

  np_app_visit (app_rig_get_row (self, id), error_label_cb, &label);
  return label != NULL ? g_strdup (gtk_label_get_text (GTK_LABEL (label))) : NULL;
}

/* Whether the row is marked as changed, can be put back and says what was. */
gboolean
app_rig_is_marked (AppRig *self, NpFieldId id)
{
  GtkWidget *row = app_rig_get_row (self, id);
  gboolean is_marked = gtk_widget_has_css_class (row, "changed");

  g_assert_true (is_marked == np_app_can_click (row, "Put Back"));
  return is_marked;
}

/* Edits every field, each through its own widget; one through its suggestions. */
void
app_rig_edit_all (AppRig *self)
{
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      if (id == NP_FIELD_MODEL_TYPE)
        np_app_activate (np_app_await (app_rig_get_row (self, id), GTK_TYPE_MENU_BUTTON,
                                       "Suggestions for Model type"),
                         "suggestion.use", app_rig_texts[id]);
      else
        app_rig_edit (self, id, app_rig_texts[id]);
    }
}

void
app_rig_assert_all_shown (AppRig *self)
{
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    app_rig_assert_shown (self, id, app_rig_texts[id]);
}

gboolean
app_rig_can_save (AppRig *self)
{
  return np_app_can_click (self->window, "Save");
}

/* Whether changes that do no harm are reviewed. */
void
app_rig_set_reviews_harmless (gboolean reviews_harmless)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.nameplate.Nameplate");

  g_settings_set_boolean (settings, "review-harmless", reviews_harmless);
}

static gboolean
reviews_harmless (void)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.nameplate.Nameplate");

  return g_settings_get_boolean (settings, "review-harmless");
}

void
app_rig_press_save (AppRig *self)
{
  np_app_click (self->window, "Save");
}

void
app_rig_save (AppRig *self)
{
  app_rig_press_save (self);
  if (!reviews_harmless ())
    return;
  np_app_click (np_app_await (NULL, NP_TYPE_REVIEW_DIALOG, NULL), "Send");
  np_app_await_gone (NP_TYPE_REVIEW_DIALOG);
}

/* The question that is on the screen, or NULL. */
GtkWidget *
app_rig_find_question (void)
{
  GtkWidget *dialog = np_app_find_by_type_name (NULL, "AdwMessageDialog");

  return dialog != NULL ? dialog : np_app_find_by_type_name (NULL, "AdwAlertDialog");
}

/* Waits for a question and answers it. */
void
app_rig_answer (AppRig *self, const char *label)
{
  np_await_true (app_rig_find_question () != NULL);
  np_app_click (app_rig_find_question (), label);
  np_await_true (app_rig_find_question () == NULL);
}
