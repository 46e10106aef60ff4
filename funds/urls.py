from funds import task_links, views

urlpatterns = [*views.urlpatterns, *task_links.urlpatterns]
