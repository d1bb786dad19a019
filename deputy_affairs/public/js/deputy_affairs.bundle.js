import "./select_words.js";
import "./workflow_inputs.js";
import "./state_locks.js";
import "./desk_tools.js";
import "./paperwork.js";
import "./assign_dialog.js";
import "./suggestion_progress.js";
import "./roster_upload.js";
