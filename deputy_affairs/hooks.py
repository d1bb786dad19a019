app_name = "deputy_affairs"
app_title = "代表工作"
app_publisher = "The deputy_affairs maintainers"
app_description = "Deputies' work of a Chinese township or county People's Congress"
app_email = "maintainers@example.com"
app_license = "mit"

export_python_type_annotations = True
require_type_annotated_api_methods = True
