import "./workflow_inputs.js";
